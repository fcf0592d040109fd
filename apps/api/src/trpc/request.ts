import type { ServiceKey } from "@scrip/db/access";
import type { CallOrigin, Deps } from "@scrip/usecases/deps";
import type { CurrentBalance } from "@scrip/usecases/ledger/get-balance";
import type { IdentityTools } from "@scrip/usecases/sso/identity-tools";
import type { TRPCError } from "@trpc/server";
import type { Denials } from "../denials/denials.ts";
import type { Gates } from "../limits/gates.ts";
import type { Names, RateLimits } from "../limits/rate-limits.ts";
import type { SharedReads } from "../limits/shared-reads.ts";
import type { StreamGuard, StreamReader } from "../streams/stream-guard.ts";
import type { Call } from "./call.ts";
import type { Context } from "./context.ts";
import type { Member } from "./member.ts";

/** A request, and the parts of the server that answer it. */
export interface Request {
  readonly deps: Deps;
  readonly id: string;
  readonly from: CallOrigin;
  /** The origin of this server in browsers, for links in mails. @throws RefusedError `foreign_page` */
  linkOrigin(): string;
  /** Whether it carries a service key, valid or not. Then the key counts, and a cookie of the request does not. */
  readonly showsKey: boolean;
  /** The service key of the request; `null` if it has none, or one that is not valid. */
  key(): Promise<ServiceKey | null>;
  /** Lets the next request read a key again that was revoked or changed; other processes do so within a second. */
  forgetKey(id: string): void;
  /** The member who is signed in; `null` if nobody is, or if a service key counts. */
  member(): Promise<Member | null>;
  /** Whether it may make changes for the member who is signed in. */
  readonly isFromOwnPage: boolean;
  /** Whether a page of another site sent it. */
  readonly isFromForeignPage: boolean;
  /**
   * The origin of this server in the browser of the request, for links in mails.
   * @throws RefusedError `foreign_page` if the server does not know the host
   */
  origin(): string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly session: SessionOfRequest;
  /** What setting up single sign-on needs, and the origin of this server in the browser of the request. */
  readonly sso: { readonly identity: IdentityTools; readonly origin: () => string };
  /** The demo beside a development server; `null` if none runs. */
  readonly demo: DemoHost | null;
  /** The streams and the counters of the server, for procedures. */
  readonly live: LiveBalances;
  /** Watches whether the readers of long answers may still read. */
  readonly guard: Pick<StreamGuard, "watch">;
  readonly meter: CallMeter;
  readonly limits: Pick<RateLimits, "take" | "charge">;
  /** The names under which the request is limited. */
  readonly senders: Names;
  readonly gates: Gates;
  readonly sharedReads: Pick<SharedReads, "through">;
  /** Records refused calls of known callers in the audit logs. */
  readonly denials: Pick<Denials, "record">;
  /** The calls of the request that have begun. */
  readonly calls: Call[];
  readonly log: RequestLog;
}

/** The log of a request: every line carries its id. */
export interface RequestLog {
  debug(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** Streams an organization's balance now and after each change, while its reader may read it. */
export interface LiveBalances {
  follow(reader: StreamReader, left: AbortSignal): AsyncGenerator<CurrentBalance, void, void>;
}

/** The process of a demo, on a development server. It works in organizations on test clocks while their time moves. */
export interface DemoHost {
  /** Moves the clock of an organization; the demo's work goes on on the way. @param to ms since 1970 */
  advance(orgId: string, to: number): Promise<{ readonly at: number; readonly ran: number }>;
  /** Makes a new organization with the demo's history. The old one stays, since entries are never deleted. */
  startOver(): Promise<{ readonly orgId: string; readonly name: string }>;
}

/** Counts calls: which procedure, which error if any, and how long it took. A subscription counts when it begins. */
export interface CallMeter {
  called(procedure: string, error: TRPCError | null, tookMs: number): void;
}

/** What pages know of the server before a person signs in. */
export interface SessionOfRequest {
  readonly isDevelopment: boolean;
  readonly hasDemo: boolean;
  readonly signInWith: { readonly google: boolean; readonly github: boolean };
  /** The persons of the demo. */
  readonly demoSignIns: readonly { readonly label: string; readonly email: string; readonly password: string }[];
  /** The address of the page with the mails of a development server. */
  readonly mailbox: string | null;
  /** The address of the local Stripe of a development server. */
  readonly localStripe: string | null;
}

/** Wraps a request into tRPC's opaque context. */
export const contextOf = (request: Request): Context => ({ request });

/** Returns the request of a context. Only `contextOf` makes contexts. */
export const requestOf = (context: Context): Request => context.request as Request;

import type { ServiceKey } from "@scrip/db/access";
import type { Deps } from "@scrip/usecases/deps";
import type { CurrentBalance } from "@scrip/usecases/ledger/get-balance";
import type { TRPCError } from "@trpc/server";
import type { Call } from "./call.ts";
import type { Context } from "./context.ts";
import type { Member } from "./member.ts";

/** What a request comes with, and what may answer it. */
export interface Request {
  readonly deps: Deps;
  readonly id: string;
  /** Whether it shows a service key, good or not: then the key counts, and a cookie beside it does not. */
  readonly showsKey: boolean;
  /** The service key that it shows, `null` where it shows none or one that can not be used. */
  key(): Promise<ServiceKey | null>;
  /** Who is signed in; `null` for nobody, and where a service key counts. */
  member(): Promise<Member | null>;
  /** Whether it may change something on behalf of who is signed in. */
  readonly isFromOwnPage: boolean;
  /** Whether another site's page sent it. */
  readonly isFromForeignPage: boolean;
  readonly session: SessionOfRequest;
  /** What the streaming and counting parts of the server offer to procedures. */
  readonly live: LiveBalances;
  readonly meter: CallMeter;
  /** The calls that it carries, as far as they have begun. */
  readonly calls: Call[];
  readonly log: RequestLog;
}

/** The log of a request: every line carries its id. */
export interface RequestLog {
  debug(fields: object, message: string): void;
}

/** Streams an organization's balance, now and after each move. */
export interface LiveBalances {
  follow(orgId: string, reader: AbortSignal): AsyncGenerator<CurrentBalance, void, void>;
}

/** Counts calls: which procedure, which error if any, and how long it took. A subscription counts when it begins. */
export interface CallMeter {
  called(procedure: string, error: TRPCError | null, tookMs: number): void;
}

/** How a request's sender signs in and out; the answer carries the cookie. */
export interface SessionOfRequest {
  readonly isDevelopment: boolean;
  signIn(): Member;
  signOut(): void;
  /** The head of the answer, with its cookies, is sent when this has come to its end. */
  holdHead(until: Promise<unknown>): void;
}

/** Closes a request into tRPC's context. */
export const contextOf = (request: Request): Context => ({ request });

/** The request of a context; `contextOf` is the only maker of one. */
export const requestOf = (context: Context): Request => context.request as Request;

import type { ServiceKey } from "@scrip/db/access";
import type { Deps } from "@scrip/usecases/deps";
import type { CurrentBalance } from "@scrip/usecases/ledger/get-balance";
import type { TRPCError } from "@trpc/server";
import type { Call } from "./call.ts";
import type { Context } from "./context.ts";
import type { Member } from "./member.ts";

/** A request, and the parts of the server that answer it. */
export interface Request {
  readonly deps: Deps;
  readonly id: string;
  /** Whether it carries a service key, valid or not. Then the key counts, and a cookie of the request does not. */
  readonly showsKey: boolean;
  /** The service key of the request; `null` if it has none, or one that is not valid. */
  key(): Promise<ServiceKey | null>;
  /** The member who is signed in; `null` if nobody is, or if a service key counts. */
  member(): Promise<Member | null>;
  /** Whether it may make changes for the member who is signed in. */
  readonly isFromOwnPage: boolean;
  /** Whether a page of another site sent it. */
  readonly isFromForeignPage: boolean;
  readonly session: SessionOfRequest;
  /** The streams and the counters of the server, for procedures. */
  readonly live: LiveBalances;
  readonly meter: CallMeter;
  /** The calls of the request that have begun. */
  readonly calls: Call[];
  readonly log: RequestLog;
}

/** The log of a request: every line carries its id. */
export interface RequestLog {
  debug(fields: object, message: string): void;
}

/** Streams an organization's balance now and after each change. */
export interface LiveBalances {
  follow(orgId: string, reader: AbortSignal): AsyncGenerator<CurrentBalance, void, void>;
}

/** Counts calls: which procedure, which error if any, and how long it took. A subscription counts when it begins. */
export interface CallMeter {
  called(procedure: string, error: TRPCError | null, tookMs: number): void;
}

/** Signs the sender of a request in and out; the answer carries the cookie. */
export interface SessionOfRequest {
  readonly isDevelopment: boolean;
  signIn(): Member;
  signOut(): void;
  /** Delays the head of the answer, with its cookies, until the promise settles. */
  delayHead(until: Promise<unknown>): void;
}

/** Wraps a request into tRPC's opaque context. */
export const contextOf = (request: Request): Context => ({ request });

/** Returns the request of a context. Only `contextOf` makes contexts. */
export const requestOf = (context: Context): Request => context.request as Request;

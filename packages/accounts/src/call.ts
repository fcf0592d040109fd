import type { AccountAnswer, AccountInput, AccountPath } from "@scrip/contract/access/account-calls";
import type { NewAuthEvent, PersonSession, TryLimit } from "@scrip/db/access";
import type { PlatformSource } from "@scrip/db/connection";
import type { CallOrigin } from "@scrip/usecases/deps";
import type { BetterAuth } from "./better-auth.ts";
import type { Mailer } from "./mailer.ts";
import type { Passwords } from "./passwords.ts";
import type { SsoParts } from "./sso/sso-plugins.ts";

/** A request of a browser about an account. */
export interface AccountRequest {
  /** The origin of the server in this browser, for links in mails and for the way back from another site. */
  readonly origin: string;
  /** The text of the header. */
  readonly cookie: string | undefined;
  readonly from: CallOrigin;
  /** The network of the caller's address, under which tries are counted. */
  readonly network: string;
}

/** The answer to a call, with the cookies that it sets. */
export interface Answered<Body> {
  readonly body: Body;
  /** Texts of `set-cookie` headers. */
  readonly cookies: readonly string[];
}

/** The parts that all calls share. */
export interface CallParts {
  readonly auth: BetterAuth;
  readonly platform: PlatformSource;
  readonly passwords: Passwords;
  readonly mailer: Mailer;
  readonly secret: string;
  /** `null` on a server without single sign-on. */
  readonly sso: SsoParts | null;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** One call, as its handler sees it. */
export interface Call extends CallParts, AccountRequest {
  /** The open session of the request; `null` if nobody is signed in. */
  session(): Promise<PersonSession | null>;
  /** @throws RefusedError `unauthenticated` */
  signedIn(): Promise<PersonSession>;
  /** Asks better-auth. Its cookies go into the answer. @throws RefusedError, or the error of better-auth */
  ask<Body>(path: string, body?: object, query?: Readonly<Record<string, string>>): Promise<Body>;
  /** Lets better-auth answer a browser that comes back. @returns where to go; `null` if it says nowhere */
  follow(path: string, query: Readonly<Record<string, string>>): Promise<string | null>;
  /** Hands a request of the browser itself to better-auth. @returns the redirect, or the code of the error */
  pass(path: string, form: URLSearchParams | null): Promise<Passed>;
  /** Takes cookies of this name out of the answer. */
  dropCookies(name: string): void;
  /** The hash of the token that the cookies of the answer set; `undefined` if they open no session. */
  openedHash(): string | undefined;
  /** Adds a cookie to the answer. */
  setCookie(text: string): void;
  /** Counts a try. @throws TransientError `too_many_requests` */
  limit(...limits: readonly TryLimit[]): Promise<void>;
  /** Writes an event for the audit log. */
  note(event: Pick<NewAuthEvent, "action" | "outcome" | "personId"> & { sessionId?: string | null }): Promise<void>;
}

/** The answer of better-auth to a request of the browser itself. */
export interface Passed {
  /** Where the browser goes; `null` if the answer is no redirect. */
  readonly location: string | null;
  readonly code: string | null;
  readonly cookies: readonly string[];
}

/** Handles one call. */
export type CallHandler<Path extends AccountPath> = (
  call: Call,
  input: AccountInput<Path>,
) => Promise<AccountAnswer<Path>>;

/** Handles each of some calls. */
export type CallHandlers<Path extends AccountPath> = { readonly [Each in Path]: CallHandler<Each> };

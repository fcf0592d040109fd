import { AsyncLocalStorage } from "node:async_hooks";
import type { AccountAnswer, AccountInput, AccountPath, SessionList } from "@scrip/contract/access/account-calls";
import { listSessions, type PersonSession, takeTries, writeAuthEvent } from "@scrip/db/access";
import type { PlatformSource } from "@scrip/db/connection";
import { openSealer } from "@scrip/usecases/outside/sealer";
import type { IdentityTools } from "@scrip/usecases/sso/identity-tools";
import pg from "pg";
import { ADDRESS_HEADER, BASE_PATH, makeBetterAuth } from "./better-auth.ts";
import type { AccountRequest, Answered, Call, CallHandler, CallHandlers, CallParts } from "./call.ts";
import { passwordCalls } from "./calls/password.ts";
import { profileCalls } from "./calls/profile.ts";
import { type Arrived, type Landed, returnBySso } from "./calls/return-by-sso.ts";
import { sessionCalls } from "./calls/sessions.ts";
import { signInCalls } from "./calls/sign-in.ts";
import { signUpCalls } from "./calls/sign-up.ts";
import { arriveFrom, socialCalls } from "./calls/social.ts";
import { ssoCalls } from "./calls/sso-calls.ts";
import { twoFactorCalls } from "./calls/two-factor.ts";
import { cookieIn } from "./cookie-in.ts";
import { findSession } from "./find-session.ts";
import type { Mailer } from "./mailer.ts";
import { openPasswords, type Passwords } from "./passwords.ts";
import { refusalOf, unauthenticated } from "./refusal-of.ts";
import { SESSION_COOKIE, tokenHash, tokenOf } from "./session-token.ts";
import type { SocialClients, SocialProvider } from "./social.ts";
import { type IdentityToolsOptions, openIdentityTools } from "./sso/open-identity-tools.ts";
import { spMetadata } from "./sso/sp-metadata.ts";
import type { SsoReturn } from "./sso/sso-returns.ts";
import type { SsoRules } from "./sso/sso-rules.ts";

export type { AccountRequest, Answered } from "./call.ts";

export interface AccountsOptions {
  readonly platform: PlatformSource;
  /** The address of the platform's home, as the role of the app. */
  readonly url: string;
  /** Signs cookies and links, and encrypts second factors. */
  readonly secret: string;
  readonly mailer: Mailer;
  /** Our registrations at other sites. */
  readonly social?: SocialClients;
  /** Without it, there is no single sign-on. */
  readonly sso?: SsoOptions;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Reports an error whose caller only sees that something went wrong. */
  readonly onError: (error: unknown) => void;
}

export interface SsoOptions extends Omit<IdentityToolsOptions, "now"> {
  readonly rules: SsoRules;
}

/** The accounts of persons: who is signed in, and the calls of the pages about it. */
export interface Accounts {
  /** @throws RefusedError, TransientError */
  call<Path extends AccountPath>(
    path: Path,
    input: AccountInput<Path>,
    request: AccountRequest,
  ): Promise<Answered<AccountAnswer<Path>>>;
  /** Takes a person back from another site. @returns the path to open */
  arrive(provider: string, query: Readonly<Record<string, string>>, request: AccountRequest): Promise<Answered<string>>;
  /** The sites with whose accounts a person can sign in. */
  readonly signInWith: Readonly<Record<SocialProvider, boolean>>;
  /** The open sessions of the person who is signed in. @throws RefusedError `unauthenticated` */
  listSessions(request: AccountRequest): Promise<SessionList>;
  /** The hash of the token in a header `cookie`, if its signature is ours; whether or not the session is open. */
  sessionHash(cookie: string | undefined): string | undefined;
  /** The open session of a header `cookie`; `null` if nobody is signed in. */
  session(cookie: string | undefined): Promise<PersonSession | null>;
  /** Ends a sign-in that began at an identity provider. The browser lands on a page that says what is wrong, if anything. */
  returnBySso(back: SsoReturn, request: AccountRequest): Promise<Landed>;
  /** The description of this server for the SAML identity provider of an organization, as XML. */
  samlMetadata(providerId: string, origin: string): string;
  /** What setting up single sign-on needs. */
  readonly identity: IdentityTools;
  readonly passwords: Passwords;
  close(): Promise<void>;
}

/** The most connections of better-auth at once: its statements are short, and hashes take longer. */
const CONNECTIONS = 4;

const HANDLERS: CallHandlers<AccountPath> = {
  ...passwordCalls,
  ...profileCalls,
  ...sessionCalls,
  ...signInCalls,
  ...signUpCalls,
  ...socialCalls,
  ...ssoCalls,
  ...twoFactorCalls,
};

export function openAccounts(options: AccountsOptions): Accounts {
  const { platform, url, secret, mailer, social = {}, now, onError } = options;
  const pool = new pg.Pool({
    connectionString: url,
    options: "-c search_path=auth",
    max: CONNECTIONS,
    application_name: "scrip-accounts",
  });
  // A connection that breaks while idle is replaced at its next use.
  pool.on("error", () => {});
  const passwords = openPasswords();
  const current = new AsyncLocalStorage<Call>();
  const onCreated = async (personId: string): Promise<void> =>
    current.getStore()?.note({ action: "account.created", outcome: "done", personId });
  const sealer = openSealer(secret, "single sign-on client secrets");
  const arrivals = new AsyncLocalStorage<Arrived>();
  const onSignedIn = (personId: string): void => {
    const arrived = arrivals.getStore();
    if (arrived !== undefined) arrived.personId = personId;
  };
  const sso = options.sso === undefined ? null : { ...options.sso, platform, onSignedIn };
  const auth = makeBetterAuth({ pool, secret, passwords, mailer, social, sealer, sso, onError, onCreated });
  const parts: CallParts = { auth, platform, passwords, mailer, secret, sso, now };
  const tokenIn = (cookie: string | undefined): string | null => tokenOf(cookieIn(cookie, SESSION_COOKIE), secret);
  const session = async (cookie: string | undefined): Promise<PersonSession | null> => {
    const token = tokenIn(cookie);
    return token === null ? null : findSession(platform, token, now());
  };
  const answered = async <Body>(request: AccountRequest, handle: (call: Call) => Promise<Body>) => {
    const cookies: string[] = [];
    const call = openCall(parts, request, { cookies, session: () => session(request.cookie) });
    const body = await current.run(call, () => handle(call));
    return { body, cookies };
  };
  return {
    passwords,
    session,
    sessionHash: (cookie) => {
      const token = tokenIn(cookie);
      return token === null ? undefined : tokenHash(token);
    },
    call: async (path, input, request) => {
      const handle: CallHandler<typeof path> = HANDLERS[path];
      return answered(request, (call) => handle(call, input));
    },
    arrive: (provider, query, request) => answered(request, (call) => arriveFrom(call, provider, query)),
    signInWith: { google: social.google !== undefined, github: social.github !== undefined },
    listSessions: async ({ cookie }) => {
      const own = await session(cookie);
      if (own === null) throw unauthenticated();
      const listed = await listSessions(platform, own.personId, new Date(now()));
      return {
        sessions: listed.map(({ createdAt, seenAt, expiresAt, ...one }) => ({
          ...one,
          createdAt: createdAt.toISOString(),
          seenAt: seenAt.toISOString(),
          expiresAt: expiresAt.toISOString(),
          isThis: one.id === own.id,
        })),
      };
    },
    returnBySso: async (back, request) => (await answered(request, (call) => returnBySso(call, back, arrivals))).body,
    samlMetadata: spMetadata,
    identity: openIdentityTools(sealer, { allowsLocal: false, ...options.sso, now }),
    close: () => pool.end(),
  };
}

interface OwnParts {
  readonly cookies: string[];
  readonly session: () => Promise<PersonSession | null>;
}

function openCall(parts: CallParts, request: AccountRequest, { cookies, session }: OwnParts): Call {
  const { auth, platform, now } = parts;
  const { from } = request;
  return {
    ...parts,
    ...request,
    session,
    signedIn: async () => {
      const open = await session();
      if (open === null) throw unauthenticated();
      return open;
    },
    ask: async <Body>(path: string, body?: object, query: Readonly<Record<string, string>> = {}): Promise<Body> => {
      const response = await auth.handler(requestTo(path, request, { body, query }));
      cookies.push(...response.headers.getSetCookie());
      const text = await response.text();
      const answer = (text === "" ? {} : JSON.parse(text)) as Body & { readonly code?: string };
      if (response.ok) return answer;
      throw refusalOf(response.status, answer.code ?? "");
    },
    follow: async (path, query) => {
      const response = await auth.handler(requestTo(path, request, { body: undefined, query }));
      cookies.push(...response.headers.getSetCookie());
      return response.headers.get("location");
    },
    pass: async (path, form) => {
      const { headers, url } = requestTo(path, request, { body: undefined, query: {} });
      const passed = form === null ? { headers } : { method: "POST", headers, body: form };
      const response = await auth.handler(new Request(url, passed));
      const text = await response.text();
      const { code = null } = text.startsWith("{") ? (JSON.parse(text) as { code?: string }) : {};
      return { location: response.headers.get("location"), code, cookies: response.headers.getSetCookie() };
    },
    dropCookies: (name) => {
      const kept = cookies.filter((text) => !text.startsWith(`${name}=`));
      cookies.splice(0, cookies.length, ...kept);
    },
    openedHash: () => {
      const texts = cookies
        .filter((text) => text.startsWith(`${SESSION_COOKIE}=`))
        .map((text) => text.split(";", 1)[0]);
      const token = tokenOf(cookieIn(texts.at(-1), SESSION_COOKIE), parts.secret);
      return token === null ? undefined : tokenHash(token);
    },
    setCookie: (text) => void cookies.push(text),
    limit: (...limits) => takeTries(platform, limits, now()),
    note: ({ sessionId = null, ...event }) =>
      writeAuthEvent(platform, { ...event, ...from, sessionId, at: new Date(now()) }),
  };
}

/** The request to better-auth. It has nothing of the caller's request but the cookies and the name of the browser. */
function requestTo(
  path: string,
  { origin, cookie, from }: AccountRequest,
  { body, query }: { readonly body: object | undefined; readonly query: Readonly<Record<string, string>> },
): Request {
  const url = new URL(`${origin}${BASE_PATH}${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const headers = new Headers();
  if (cookie !== undefined) headers.set("cookie", cookie);
  if (from.userAgent !== null) headers.set("user-agent", from.userAgent);
  if (from.address !== null) headers.set(ADDRESS_HEADER, from.address);
  if (body === undefined) return new Request(url, { headers });
  headers.set("content-type", "application/json");
  return new Request(url, { method: "POST", headers, body: JSON.stringify(body) });
}

import type { Retry } from "./retry.ts";
import { VERSION } from "./version.ts";

/** The options of a client. */
export interface ClientOptions {
  /** The API's address, such as `https://billing.example.com`; the client adds `/trpc`. */
  readonly url: string;
  /** A service key, `scrip_…`. It stays inside the client: nothing prints it. */
  readonly key: string;
  /** How long one attempt may take. The default is 10 s. */
  readonly timeoutMs?: number | undefined;
  /** How long after the first attempt a retry may begin. The default is 30 s; 0 means one attempt only. */
  readonly retryForMs?: number | undefined;
  /** Called before each wait, for logs and counters. */
  readonly onRetry?: ((retry: Retry) => void) | undefined;
  /** Used instead of `node:http`, or of the global `fetch` where there is no `node:http`. */
  readonly fetch?: FetchLike | undefined;
  /**
   * The most requests under way, for reads and for commands each. Calls made meanwhile go together in the next request.
   * The default is 4.
   */
  readonly maxInFlight?: number | undefined;
  /** The most calls of one request, from 1 to 100. The default is 100. */
  readonly maxCalls?: number | undefined;
  /** The caller's name in the API's log: `<name>/<version>`. */
  readonly caller?: string | undefined;
}

export type FetchLike = (url: string, init: RequestInit) => Promise<Response>;

/** The options of one call. */
export interface CallOptions {
  /** Cancels the call, also while it waits to retry. The call rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
  readonly retryForMs?: number | undefined;
}

/** The checked options, with defaults. */
export interface Settings {
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly retryForMs: number;
  readonly onRetry: ((retry: Retry) => void) | undefined;
  readonly fetch: FetchLike | undefined;
  readonly maxInFlight: number;
  readonly maxCalls: number;
  /** Removes the key from a text. */
  readonly conceal: (text: string) => string;
}

/** The API accepts at most so many calls in a request. */
const MOST_CALLS = 100;

/**
 * Checks the options once, when the client is created.
 * @throws TypeError that says which option is wrong; it never quotes the key
 */
export function settingsOf(options: ClientOptions): Settings {
  const { url, key, timeoutMs = 10_000, retryForMs = 30_000, onRetry } = options;
  const { maxInFlight = 4, maxCalls = MOST_CALLS } = options;
  const { caller = `scrip-client/${VERSION}` } = options;
  // Check the key here: if it is not valid in a header, the error of `fetch` would quote it.
  if (!/^[\x21-\x7e]+$/.test(key)) throw new TypeError("key: must be a service key, printable ASCII without spaces.");
  if (!/^[\x21-\x7e]+\/[\x21-\x7e]+$/.test(caller)) throw new TypeError('caller: must be like "orchestrator/1.4.2".');
  if (!(timeoutMs > 0)) throw new TypeError("timeoutMs: must be above zero.");
  if (!(retryForMs >= 0)) throw new TypeError("retryForMs: must be zero or more.");
  if (!isCount(maxInFlight)) throw new TypeError("maxInFlight: must be a whole number above zero.");
  if (!isCount(maxCalls) || maxCalls > MOST_CALLS)
    throw new TypeError(`maxCalls: must be a whole number from 1 to ${MOST_CALLS}.`);
  return {
    timeoutMs,
    retryForMs,
    onRetry,
    endpoint: endpointOf(url),
    headers: { authorization: `Bearer ${key}`, "x-scrip-client": caller },
    fetch: options.fetch,
    maxInFlight,
    maxCalls,
    conceal: (text) => text.replaceAll(key, "[key]"),
  };
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value > 0;
}

function endpointOf(text: string): string {
  // `URL.parse` came with Node 22.
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) throw new TypeError("url: must be an http or https address.");
  if (url.username !== "" || url.password !== "")
    throw new TypeError("url: must be without a user name and a password.");
  const path = url.pathname.replace(/\/+$/, "");
  return `${url.origin}${path.endsWith("/trpc") ? path : `${path}/trpc`}`;
}

import type { Retry } from "./retry.ts";
import { VERSION } from "./version.ts";

/** How a client reaches its Scrip. */
export interface ClientOptions {
  /** The API's address, such as `https://billing.example.com`; the client adds `/trpc`. */
  readonly url: string;
  /** A service key, `scrip_…`. It stays inside the client: nothing prints it. */
  readonly key: string;
  /** How long one attempt may take: 10 s, if not given. */
  readonly timeoutMs?: number | undefined;
  /** How long after the first attempt another may begin: 30 s, if not given; 0 for one attempt only. */
  readonly retryForMs?: number | undefined;
  /** Called before each wait, for logs and counters. */
  readonly onRetry?: ((retry: Retry) => void) | undefined;
  /** In place of the global `fetch`. */
  readonly fetch?: FetchLike | undefined;
  /**
   * Sends calls made in the same turn of the event loop as one request, at most so many. They are then
   * answered together, the slowest last. Off, if not given; see the README for what it is worth.
   */
  readonly batch?: { readonly maxCalls: number } | undefined;
  /** Who calls, for the API's log: `<name>/<version>`. */
  readonly caller?: string | undefined;
}

export type FetchLike = (url: string, init: RequestInit) => Promise<Response>;

/** What one call may set for itself. */
export interface CallOptions {
  /** Ends the call, its waits and retries; the call rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
  readonly retryForMs?: number | undefined;
}

/** Options as the client works with them. */
export interface Settings {
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly retryForMs: number;
  readonly onRetry: ((retry: Retry) => void) | undefined;
  readonly fetch: FetchLike;
  readonly maxCalls: number;
  /** Takes the key out of a text. */
  readonly conceal: (text: string) => string;
}

/**
 * Checks the options once, when the client is made.
 * @throws TypeError that says which option is wrong; it never quotes the key
 */
export function settingsOf(options: ClientOptions): Settings {
  const { url, key, timeoutMs = 10_000, retryForMs = 30_000, onRetry, batch } = options;
  const { caller = `scrip-client/${VERSION}` } = options;
  // `fetch` itself would quote the key in its error if it can not stand in a header.
  if (!/^[\x21-\x7e]+$/.test(key)) throw new TypeError("key: must be a service key, printable ASCII without spaces.");
  if (!/^[\x21-\x7e]+\/[\x21-\x7e]+$/.test(caller)) throw new TypeError('caller: must be like "orchestrator/1.4.2".');
  if (!(timeoutMs > 0)) throw new TypeError("timeoutMs: must be above zero.");
  if (!(retryForMs >= 0)) throw new TypeError("retryForMs: must be zero or more.");
  return {
    timeoutMs,
    retryForMs,
    onRetry,
    endpoint: endpointOf(url),
    headers: { authorization: `Bearer ${key}`, "x-scrip-client": caller },
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
    maxCalls: batch?.maxCalls ?? 1,
    conceal: (text) => text.replaceAll(key, "[key]"),
  };
}

function endpointOf(text: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) throw new TypeError("url: must be an address of http or https.");
  if (url.username !== "" || url.password !== "") throw new TypeError("url: must be without a user and a password.");
  const path = url.pathname.replace(/\/+$/, "");
  return `${url.origin}${path.endsWith("/trpc") ? path : `${path}/trpc`}`;
}

import { createTRPCUntypedClient, httpBatchLink, httpLink } from "@trpc/client";
import type { AppRouter } from "./app-router.ts";
import { ForeignAnswer } from "./foreign-answer.ts";
import type { Settings } from "./options.ts";

/** One attempt of one call. */
export interface Attempt {
  readonly kind: "query" | "mutation";
  /** Such as `"holds.place"`. */
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
}

export type Transport = (attempt: Attempt) => Promise<unknown>;

/** Servers and proxies accept URLs of about 8 kB, and a query carries its input in the URL. */
const MAX_URL_LENGTH = 7000;

/** Opens tRPC over `fetch`, which keeps connections open between calls. */
export function openTransport(settings: Pick<Settings, "endpoint" | "headers" | "fetch" | "maxCalls">): Transport {
  const { endpoint, headers, maxCalls } = settings;
  const options = { url: endpoint, headers, fetch: onlyFromScrip(settings.fetch) };
  const link =
    maxCalls > 1
      ? httpBatchLink<AppRouter>({ ...options, maxItems: maxCalls, maxURLLength: MAX_URL_LENGTH })
      : httpLink<AppRouter>(options);
  const client = createTRPCUntypedClient<AppRouter>({ links: [link] });
  return ({ kind, name, input, signal }) => client[kind](name, input, { signal });
}

/**
 * Passes on JSON responses and rejects all others, since the API always answers in JSON. It does not follow
 * redirects: a redirect would turn a command into a read, and could send the key to another server.
 */
function onlyFromScrip(send: Settings["fetch"]) {
  return async (url: string, init: object = {}): Promise<Response> => {
    const response = await send(url, { ...init, redirect: "manual" });
    if (response.headers.get("content-type")?.startsWith("application/json")) return response;
    await response.body?.cancel();
    throw new ForeignAnswer(response);
  };
}

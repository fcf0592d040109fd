import type { Outcome } from "./answer-reader.ts";
import { Gather } from "./gather.ts";
import type { Settings } from "./options.ts";
import { overFetch } from "./over-fetch.ts";
import { overUndici } from "./over-undici.ts";
import type { Pace } from "./pace.ts";
import type { Kind, WireCall } from "./request-of.ts";

/** Makes one attempt of one call. @returns a function by which its caller leaves it */
export type Transport = (kind: Kind, call: WireCall, outcome: Outcome) => () => void;

/** The most reads of a request: the API answers larger requests of one key one after the other. */
const MOST_READS = 10;

/**
 * Opens the way to the API: `undici` on Node, else `fetch`. Reads and commands gather apart, because tRPC sends them
 * by different methods.
 */
export function openTransport(
  settings: Pick<Settings, "endpoint" | "headers" | "fetch" | "maxInFlight" | "maxCalls">,
  pace: Pace,
): Transport {
  const { headers, maxInFlight, maxCalls } = settings;
  const exchange = openExchange(settings);
  const shared = { exchange, headers, maxInFlight, pace };
  const gathers: Readonly<Record<Kind, Gather>> = {
    query: new Gather({ ...shared, kind: "query", maxCalls: Math.min(maxCalls, MOST_READS) }),
    mutation: new Gather({ ...shared, kind: "mutation", maxCalls }),
  };
  return (kind, call, outcome) => gathers[kind].call(call, outcome);
}

function openExchange({ endpoint, fetch: given }: Pick<Settings, "endpoint" | "fetch">) {
  if (given !== undefined) return overFetch(endpoint, given);
  return overUndici(endpoint) ?? overFetch(endpoint, (url, init) => fetch(url, init));
}

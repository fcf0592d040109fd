import { ApiError } from "./api-request.ts";
import { forgetConnection, noteConnection } from "./connection.ts";
import { problemOf } from "./problem.ts";
import { reportSignedOut } from "./query-client.ts";
import type { Answers } from "./trpc.ts";

/** The page reports the connection as lost if it is not back within this time. */
const PATIENCE_MS = 5000;
/** The browser reconnects by itself unless the server refused the stream. Then the page retries after this time. */
const RETRY_MS = 5000;

/** What the server says of its stream in the first message. */
interface StreamTerms {
  /** A stream that is silent for longer, without even a ping, has lost its server. */
  readonly reconnectAfterInactivityMs?: number;
}

/**
 * Subscribes to an organization's balance and records the state of the connection.
 * @returns a function that ends the subscription
 */
export function watchBalance(org: string, onBalance: (balance: Answers["balance"]["get"]) => void): () => void {
  let lostTimer: ReturnType<typeof setTimeout> | undefined;
  let silenceTimer: ReturnType<typeof setTimeout> | undefined;
  let silenceMs: number | undefined;
  // The timer covers all tries together, although the browser reports an error for each of them.
  let isTrying = false;
  const schedule = (run: () => void, ms: number): void => {
    clearTimeout(lostTimer);
    lostTimer = setTimeout(run, ms);
  };
  const reportLost = (): void => noteConnection("offline");
  const beginTrying = (): void => {
    if (isTrying) return;
    isTrying = true;
    noteConnection("connecting");
    schedule(reportLost, PATIENCE_MS);
  };
  const hear = (): void => {
    clearTimeout(silenceTimer);
    if (silenceMs !== undefined) silenceTimer = setTimeout(reconnect, silenceMs);
  };
  const fail = (): void => {
    isTrying = true;
    stream.close();
    reportLost();
    schedule(reconnect, RETRY_MS);
  };
  const connect = (): EventSource => {
    const next = new EventSource(`/trpc/live.balance?input=${encodeURIComponent(JSON.stringify({ org }))}`);
    // The events of tRPC's streams. A message without a name carries an answer.
    next.addEventListener("connected", ({ data }) => {
      silenceMs = (JSON.parse(data) as StreamTerms).reconnectAfterInactivityMs;
      hear();
    });
    next.addEventListener("ping", hear);
    next.addEventListener("message", ({ data }) => {
      hear();
      clearTimeout(lostTimer);
      isTrying = false;
      noteConnection("live");
      onBalance(JSON.parse(data) as Answers["balance"]["get"]);
    });
    next.addEventListener("serialized-error", ({ data }) => {
      const { message, data: details } = JSON.parse(data) as { message: string; data?: unknown };
      fail();
      if (problemOf(new ApiError(message, details)).kind === "signed_out") reportSignedOut();
    });
    next.addEventListener("error", () => (next.readyState === EventSource.CLOSED ? fail() : beginTrying()));
    return next;
  };
  function reconnect(): void {
    clearTimeout(silenceTimer);
    stream.close();
    beginTrying();
    stream = connect();
  }
  beginTrying();
  let stream = connect();
  addEventListener("offline", reportLost);
  addEventListener("online", reconnect);
  return () => {
    removeEventListener("offline", reportLost);
    removeEventListener("online", reconnect);
    clearTimeout(lostTimer);
    clearTimeout(silenceTimer);
    stream.close();
    forgetConnection();
  };
}

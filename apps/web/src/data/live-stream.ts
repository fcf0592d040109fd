import type { AppRouter } from "@scrip/api/router";
import { createTRPCClient, httpSubscriptionLink } from "@trpc/client";
import { forgetConnection, noteConnection } from "./connection.ts";
import { problemOf } from "./problem.ts";
import { reportSignedOut } from "./query-client.ts";
import type { Answers } from "./trpc.ts";

/** The page reports the connection as lost if it is not back within this time. */
const PATIENCE_MS = 5000;
/** The browser reconnects by itself unless the server refused the stream. Then the page retries after this time. */
const RETRY_MS = 5000;

const client = createTRPCClient<AppRouter>({ links: [httpSubscriptionLink({ url: "/trpc" })] });

/**
 * Subscribes to an organization's balance and records the state of the connection.
 * @returns a function that ends the subscription
 */
export function watchBalance(org: string, onBalance: (balance: Answers["balance"]["get"]) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  // The timer covers all tries together, although the client reports `connecting` for each of them.
  let isTrying = false;
  const schedule = (run: () => void, ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(run, ms);
  };
  const reportLost = () => noteConnection("offline");
  const connect = () =>
    client.live.balance.subscribe(
      { org },
      {
        onData: ({ data }) => {
          clearTimeout(timer);
          isTrying = false;
          noteConnection("live");
          onBalance(data);
        },
        onConnectionStateChange: ({ state }) => {
          if (state !== "connecting" || isTrying) return;
          isTrying = true;
          noteConnection("connecting");
          schedule(reportLost, PATIENCE_MS);
        },
        onError: (error) => {
          isTrying = true;
          reportLost();
          if (problemOf(error).kind === "signed_out") reportSignedOut();
          else schedule(() => (subscription = connect()), RETRY_MS);
        },
      },
    );
  let subscription = connect();
  const reconnect = () => {
    subscription.unsubscribe();
    subscription = connect();
  };
  addEventListener("offline", reportLost);
  addEventListener("online", reconnect);
  return () => {
    removeEventListener("offline", reportLost);
    removeEventListener("online", reconnect);
    clearTimeout(timer);
    subscription.unsubscribe();
    forgetConnection();
  };
}

import type { AppRouter } from "@scrip/api/router";
import { createTRPCClient, httpSubscriptionLink } from "@trpc/client";
import { forgetConnection, noteConnection } from "./connection.ts";
import { problemOf } from "./problem.ts";
import { tellSignedOut } from "./query-client.ts";
import type { Answers } from "./trpc.ts";

/** A connection that is not back by then is said to be lost. */
const PATIENCE_MS = 5000;
/** The browser connects again by itself, unless the server refused; then we do. */
const AGAIN_MS = 5000;

const client = createTRPCClient<AppRouter>({ links: [httpSubscriptionLink({ url: "/trpc" })] });

/** Listens to an organization's balance until it is stopped, and tells how the connection fares. */
export function watchBalance(org: string, onBalance: (balance: Answers["balance"]["get"]) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  // Patience is for all tries together: each of them says anew that it is connecting.
  let isTrying = false;
  const later = (run: () => void, ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(run, ms);
  };
  const lose = () => noteConnection("offline");
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
          later(lose, PATIENCE_MS);
        },
        onError: (error) => {
          isTrying = true;
          lose();
          if (problemOf(error).kind === "signed_out") tellSignedOut();
          else later(() => (subscription = connect()), AGAIN_MS);
        },
      },
    );
  let subscription = connect();
  const again = () => {
    subscription.unsubscribe();
    subscription = connect();
  };
  addEventListener("offline", lose);
  addEventListener("online", again);
  return () => {
    removeEventListener("offline", lose);
    removeEventListener("online", again);
    clearTimeout(timer);
    subscription.unsubscribe();
    forgetConnection();
  };
}

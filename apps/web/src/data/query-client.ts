import { keepPreviousData, QueryCache, QueryClient } from "@tanstack/react-query";
import { problemOf } from "./problem.ts";

const signedOutListeners = new Set<() => void>();

/** Calls back when the API no longer knows who is asking. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

/** Says so; the shell leads to the sign-in. */
export function tellSignedOut(): void {
  for (const listener of signedOutListeners) listener();
}

/** What the server said is shown at once and asked again behind it; a new page keeps the old one until it is there. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (problemOf(error).kind === "signed_out") tellSignedOut();
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      gcTime: 10 * 60_000,
      placeholderData: keepPreviousData,
      // A refusal stays one; only what the world did is tried again.
      retry: (failures, error) => failures < 2 && problemOf(error).mayPass,
      retryDelay: (failures, error) => Math.max(problemOf(error).retryAfterMs ?? 0, 500 * 2 ** failures),
    },
  },
});

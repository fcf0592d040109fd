import { keepPreviousData, QueryCache, QueryClient } from "@tanstack/react-query";
import { problemOf } from "./problem.ts";

const signedOutListeners = new Set<() => void>();

/** Calls back when the API no longer accepts the session. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

/** Reports that the session has ended. The shell then opens the sign-in. */
export function reportSignedOut(): void {
  for (const listener of signedOutListeners) listener();
}

/**
 * Pages show cached answers at once and refresh them in the background. A new filter shows the previous answer until
 * its own arrives.
 */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (problemOf(error).kind === "signed_out") reportSignedOut();
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      gcTime: 10 * 60_000,
      placeholderData: keepPreviousData,
      // Retry only an error that may pass, such as a lost connection. A refusal does not change.
      retry: (failures, error) => failures < 2 && problemOf(error).mayPass,
      retryDelay: (failures, error) => Math.max(problemOf(error).retryAfterMs ?? 0, 500 * 2 ** failures),
    },
  },
});

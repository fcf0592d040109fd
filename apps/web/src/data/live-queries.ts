import type { QueryClient } from "@tanstack/react-query";

declare module "@tanstack/react-query" {
  interface Register {
    queryMeta: QueryMeta;
  }
}

/** What a query may say about itself where it is made. A type, since React Query refuses an interface here. */
type QueryMeta = {
  /** Entries of the ledger change the answer, so the page fetches it again when the live stream reports one. */
  readonly live?: true;
};

/**
 * Marks the live queries as old. React Query fetches those that a page shows at once, and the others when a page shows
 * them again.
 */
export const invalidateLive = (client: QueryClient): Promise<void> =>
  client.invalidateQueries({ predicate: ({ meta }) => meta?.live === true });

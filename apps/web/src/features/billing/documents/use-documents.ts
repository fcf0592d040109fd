import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type Answers, trpcClient } from "../../../data/trpc.ts";

/** A document as a line of the table. */
export type DocumentLine = Answers["billing"]["documents"]["list"]["documents"][number];

const PAGE_LINES = 50;

/** The receipts, credit notes and reversals of an organization, the newest first. Scrolling loads older ones. */
export function useDocuments(org: string) {
  const query = useInfiniteQuery({
    queryKey: ["documents", { org }],
    queryFn: ({ pageParam: cursor, signal }) =>
      trpcClient.billing.documents.list.query(
        {
          org,
          documentKinds: ["receipt", "credit_note", "reversal"],
          limit: PAGE_LINES,
          ...(cursor !== null && { cursor }),
        },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    meta: { live: true },
  });
  const lines = useMemo(() => query.data?.pages.flatMap(({ documents }) => documents) ?? [], [query.data]);
  return { ...query, lines };
}

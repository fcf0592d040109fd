import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type Answers, trpcClient } from "../../../data/trpc.ts";

/** A payment of the history. */
export type Payment = Answers["billing"]["payments"]["list"]["payments"][number];

/** How often the history is read again while a payment has no outcome yet. */
const WAIT_MS = 5000;

const WAITING: ReadonlySet<Payment["status"]> = new Set(["open", "on_its_way", "in_review"]);

/** The payments of an organization, the newest first. Scrolling loads older ones. */
export function usePayments(org: string) {
  const found = useInfiniteQuery({
    queryKey: [["billing", "payments", "list"], { input: { org }, type: "infinite" }],
    queryFn: ({ pageParam, signal }) =>
      trpcClient.billing.payments.list.query({ org, ...(pageParam !== null && { cursor: pageParam }) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state }) =>
      state.data?.pages[0]?.payments.some(({ status }) => WAITING.has(status)) === true && WAIT_MS,
  });
  const payments = useMemo(() => found.data?.pages.flatMap((page) => page.payments) ?? [], [found.data]);
  return {
    payments,
    error: found.error,
    refetch: found.refetch,
    isLoading: found.data === undefined,
    hasMore: found.hasNextPage,
    onMore: () => {
      if (!found.isFetchingNextPage && found.hasNextPage) void found.fetchNextPage();
    },
  };
}

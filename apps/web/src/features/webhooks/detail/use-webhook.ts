import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useOrg } from "../../../data/org.ts";
import { type Answers, trpc, trpcClient } from "../../../data/trpc.ts";
import { isAwaited } from "../use-webhooks.ts";
import type { DeliveryState } from "../webhook-search.ts";

export type Delivery = Answers["webhooks"]["deliveries"]["deliveries"][number];

/** A webhook by its id. */
export function useWebhook(webhook: string) {
  const org = useOrg();
  return useQuery(
    trpc.webhooks.get.queryOptions(
      { org: org.id, webhook },
      { refetchInterval: ({ state }) => isAwaited((state.data?.waiting ?? 0) > 0), retry: false },
    ),
  );
}

/** The deliveries to a webhook, the newest first. Scrolling loads older ones. */
export function useDeliveries(webhook: string, state: DeliveryState | undefined) {
  const org = useOrg();
  const input = { org: org.id, webhook, limit: 50, ...(state !== undefined && { state }) };
  const query = useInfiniteQuery({
    queryKey: [["webhooks", "deliveries"], input],
    queryFn: ({ pageParam, signal }) =>
      trpcClient.webhooks.deliveries.query({ ...input, ...(pageParam !== null && { before: pageParam }) }, { signal }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state: { data } }) =>
      isAwaited(data?.pages[0]?.deliveries.some((delivery) => delivery.state === "waiting")),
  });
  const deliveries = query.data?.pages.flatMap((page) => page.deliveries) ?? [];
  return { ...query, deliveries };
}

/** A delivery with every try. */
export function useDelivery(delivery: string | undefined) {
  const org = useOrg();
  return useQuery({
    ...trpc.webhooks.delivery.queryOptions({ org: org.id, delivery: delivery ?? "" }),
    enabled: delivery !== undefined,
    retry: false,
    refetchInterval: ({ state }) => isAwaited(state.data?.state === "waiting"),
  });
}

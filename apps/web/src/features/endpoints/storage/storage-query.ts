import { infiniteQueryOptions } from "@tanstack/react-query";
import { type Answers, trpc, trpcClient } from "../../../data/trpc.ts";

/** How many volumes one page of the list has. */
const PAGE = 100;

/** The storage of a month. */
export type StorageMonth = Answers["storage"]["sum"];
/** One resource of storage in a month. */
export type ResourceStorage = StorageMonth["resources"][number];
/** A volume as a line of a table. */
export type Volume = Answers["storage"]["list"]["volumes"][number];

/** What was stored in a month, and what it costs. @param month such as `2026-11`; the running one, if not given */
export const storageQuery = (org: string, month: string | undefined) =>
  trpc.storage.sum.queryOptions({ org, month }, { meta: { live: true } });

/** The volumes that have a size, the largest first, page by page. */
export const volumesQuery = (org: string) =>
  infiniteQueryOptions({
    queryKey: ["storage.list", org],
    queryFn: ({ pageParam, signal }) =>
      trpcClient.storage.list.query({ org, limit: PAGE, cursor: pageParam ?? undefined }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    meta: { live: true },
  });

/** A volume with its last sizes. While it loads, another volume is no placeholder for it. */
export const volumeQuery = (org: string, volume: string) =>
  trpc.storage.get.queryOptions({ org, volume }, { placeholderData: () => undefined, meta: { live: true } });

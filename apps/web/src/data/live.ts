import { useEffect } from "react";
import { coalesced } from "./coalesced.ts";
import { entryNews } from "./entry-news.ts";
import { invalidateLive } from "./live-queries.ts";
import { watchBalance } from "./live-stream.ts";
import { overviewQuery } from "./overview.ts";
import { queryClient } from "./query-client.ts";
import { trpc } from "./trpc.ts";

/** The page fetches its live queries at most this often, however fast entries come. */
const REST_MS = 1000;

const isHidden = (): boolean => document.visibilityState === "hidden";

/**
 * Keeps the pages of an organization up to date. Each message of the live stream replaces the balance in the cache.
 * A message about new entries also refreshes the queries with `meta: { live: true }`, but not while the tab is hidden.
 */
export function useLive(org: string): void {
  useEffect(() => {
    const refresh = coalesced(() => invalidateLive(queryClient), REST_MS, isHidden);
    const resumeIfVisible = () => !isHidden() && refresh.resume();
    document.addEventListener("visibilitychange", resumeIfVisible);
    const { queryKey } = trpc.balance.get.queryOptions({ org });
    const isNews = entryNews(
      () => (queryClient.getQueryData(queryKey) ?? queryClient.getQueryData(overviewQuery(org).queryKey))?.seq,
    );
    const stop = watchBalance(org, (balance) => {
      const hasNews = isNews(balance.seq);
      queryClient.setQueryData(queryKey, balance);
      if (hasNews) refresh.request();
    });
    return () => {
      document.removeEventListener("visibilitychange", resumeIfVisible);
      refresh.stop();
      stop();
    };
  }, [org]);
}

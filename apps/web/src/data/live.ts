import type { Query } from "@tanstack/react-query";
import { useEffect } from "react";
import { coalesced } from "./coalesced.ts";
import { watchBalance } from "./live-stream.ts";
import { queryClient } from "./query-client.ts";
import { trpc } from "./trpc.ts";

/** Pages ask again at most this often, however fast entries come. */
const REST_MS = 1000;

const isHidden = (): boolean => document.visibilityState === "hidden";

/**
 * Keeps everything of an organization up to date: each message puts the balance in its place, and what else is shown is
 * asked for again, about once a second at most and never while nobody looks.
 */
export function useLive(org: string): void {
  useEffect(() => {
    const refresh = coalesced(() => askAgain(org), REST_MS, isHidden);
    const look = () => !isHidden() && refresh.resume();
    document.addEventListener("visibilitychange", look);
    const stop = watchBalance(org, (balance) => {
      const key = trpc.balance.get.queryKey({ org });
      const before = queryClient.getQueryData(key) ?? queryClient.getQueryData(trpc.overview.get.queryKey({ org }));
      queryClient.setQueryData(key, balance);
      if (before?.seq !== balance.seq) refresh.want();
    });
    return () => {
      document.removeEventListener("visibilitychange", look);
      refresh.stop();
      stop();
    };
  }, [org]);
}

/** Marks what is shown of an organization as old: what can be seen is asked for at once, the rest when it is. */
function askAgain(org: string): Promise<unknown> {
  const filters = [
    ...[trpc.overview, trpc.activity, trpc.jobs].map((area) => area.pathFilter()),
    trpc.clocks.get.queryFilter({ org }),
  ];
  // Long lists and charts keep up in ways of their own, which their `meta` says.
  const predicate = ({ meta }: Query) => meta?.keepsUp !== true;
  return Promise.all(filters.map((filter) => queryClient.invalidateQueries({ ...filter, predicate })));
}

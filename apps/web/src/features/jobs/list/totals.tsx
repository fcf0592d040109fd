import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Money } from "../../../components/ui/money.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { Stat } from "../../../components/ui/stat.tsx";
import { type Coalesced, coalesced } from "../../../data/coalesced.ts";
import { type Answers, useTRPC } from "../../../data/trpc.ts";
import { durationWords } from "../../../words/time-words.ts";
import type { JobsFilter } from "./jobs-filter.ts";

/** The API reads every job of a filter for the sums, so the page fetches them less often than the list. */
const REST_MS = 5000;

/**
 * The sums of the filtered jobs. They are fetched again some time after the list has changed.
 * @param listedAt when the list was fetched, in ms since 1970
 */
export function useJobsSum(org: string, filter: JobsFilter, listedAt: number) {
  const queryClient = useQueryClient();
  const options = useTRPC().jobs.sum.queryOptions({ org, ...filter }, { trpc: { abortOnUnmount: true } });
  const key = JSON.stringify(options.queryKey);
  const refresh = useRef<Coalesced>(null);
  useEffect(() => {
    const current = coalesced(() => void queryClient.invalidateQueries({ queryKey: options.queryKey }), REST_MS);
    refresh.current = current;
    return current.stop;
    // The key of the query is a new array on each render.
  }, [queryClient, key]);
  const { dataUpdatedAt, ...query } = useQuery(options);
  useEffect(() => {
    if (dataUpdatedAt > 0 && listedAt > dataUpdatedAt) refresh.current?.request();
  }, [listedAt]);
  return query;
}

interface TotalsProps {
  readonly sum: Answers["jobs"]["sum"] | undefined;
  /** The sums belong to the filter before. */
  readonly isStale: boolean;
}

/** What the filtered jobs add up to. */
export function Totals({ sum, isStale }: TotalsProps) {
  const jobs = sum && `${sum.count.toLocaleString("en")}`;
  return (
    <section
      aria-label="What these jobs add up to"
      aria-busy={sum === undefined || isStale}
      className={`card flex flex-wrap gap-x-10 gap-y-3 px-4 py-3 ${isStale ? "opacity-60" : ""}`}
    >
      <Stat label="Jobs">{jobs ?? <Waiting />}</Stat>
      <Stat label="Used">{sum === undefined ? <Waiting /> : <Money micros={sum.charged} />}</Stat>
      <Stat label="Billed time">
        {sum === undefined ? <Waiting /> : sum.chargeableMs === 0 ? "–" : durationWords(sum.chargeableMs)}
      </Stat>
      <Stat label={sum === undefined ? "Running" : `${sum.runningCount.toLocaleString("en")} running`}>
        {sum === undefined ? <Waiting /> : <Money micros={sum.perHour} unit="/h" />}
      </Stat>
      <Stat label="On hold">{sum === undefined ? <Waiting /> : <Money micros={sum.held} kind="available" />}</Stat>
    </section>
  );
}

const Waiting = () => <Skeleton className="my-1 h-5 w-20" />;

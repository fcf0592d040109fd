import { getRouteApi, Link } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { buttonLook } from "../../../components/ui/button.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { sortingBy } from "../../../components/ui/sorting.tsx";
import { Table } from "../../../components/ui/table.tsx";
import { useIsPhone } from "../../../components/ui/use-media.ts";
import { dayOf } from "../../../data/days.ts";
import { useNowAs } from "../../../data/now.tsx";
import { useOrg } from "../../../data/org.ts";
import { JobsCsvLink } from "./csv-link.tsx";
import { jobsColumns } from "./jobs-columns.tsx";
import { jobsFilter, jobsOrder } from "./jobs-filter.ts";
import { JobsFilters } from "./jobs-filters.tsx";
import { isNarrowed, type JobsSearch, type JobsSort, readJobsSearch, sortedBy, withoutFilters } from "./jobs-search.ts";
import type { Job } from "./merge-jobs.ts";
import { NoJobs, NoSuchJobs } from "./no-jobs.tsx";
import { SortSelect } from "./sort-select.tsx";
import { Totals, useJobsSum } from "./totals.tsx";
import { useJobs } from "./use-jobs.ts";
import { WaitingForCredit } from "./waiting-for-credit.tsx";

const route = getRouteApi("/o/$org/jobs/");

/** All jobs, running and ended, with their totals. */
export function JobsPage() {
  const { id: org } = useOrg();
  const address = route.useSearch();
  const navigate = route.useNavigate();
  const today = useNowAs(dayOf);
  // The router also passes the other parameters of the address.
  const key = JSON.stringify(readJobsSearch({ ...address }));
  const search = useMemo(() => readJobsSearch(JSON.parse(key)), [key]);
  const filter = useMemo(() => jobsFilter(search, today), [search, today]);
  const order = useMemo(() => jobsOrder(search), [search]);
  const { jobs, error, refetch, isLoading, isStale, hasMore, onMore, listedAt } = useJobs(filter, order);
  const sum = useJobsSum(org, filter, listedAt);
  const onSearch = useCallback(
    (next: JobsSearch, { isTyped } = { isTyped: false }) =>
      void navigate({ search: next, replace: isTyped, resetScroll: false }),
    [navigate],
  );
  const rowLink = useCallback(({ job }: Job) => ({ to: "/o/$org/jobs/$job" as const, params: { org, job } }), [org]);
  const isPhone = useIsPhone();
  const sorting = sortingBy({
    by: order.sort,
    direction: order.direction,
    onSort: (by: string) => onSearch(sortedBy(search, by as JobsSort)),
  });
  const hasNone = !isLoading && jobs.length === 0 && !isNarrowed(search);
  const isEmpty = !isLoading && !isStale && jobs.length === 0;
  const file = <JobsCsvLink org={org} filter={filter} order={order} isEmpty={isEmpty} />;
  const estimate = (
    <Link to="/o/$org/jobs/estimate" params={{ org }} className={buttonLook()}>
      New estimate
    </Link>
  );
  return (
    <div className="flex flex-col gap-4">
      <h2 className="sr-only">All jobs</h2>
      {!hasNone && (
        <div className="flex items-start gap-4">
          <JobsFilters search={search} onSearch={onSearch} />
          {!isPhone && estimate}
          {!isPhone && file}
        </div>
      )}
      {!hasNone && error === null && <Totals sum={sum.data} isStale={sum.isPlaceholderData} />}
      {!hasNone && isPhone && (
        <div className="flex gap-2">
          <SortSelect search={search} onSearch={onSearch} />
          {estimate}
          {file}
        </div>
      )}
      <WaitingForCredit org={org} />
      {isLoading && error !== null ? (
        <ErrorState title="The jobs could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <Table
          label="Jobs"
          columns={jobsColumns(isPhone)}
          rows={jobs}
          rowKey={({ id }) => id}
          rowLink={rowLink}
          skeletonRows={12}
          empty={hasNone ? <NoJobs /> : <NoSuchJobs onClear={() => onSearch(withoutFilters(search))} />}
          isLoading={isLoading}
          isStale={isStale}
          hasMore={hasMore}
          onMore={onMore}
          total={sum.isPlaceholderData ? undefined : sum.data?.count}
          sorting={isPhone ? undefined : sorting}
        />
      )}
    </div>
  );
}

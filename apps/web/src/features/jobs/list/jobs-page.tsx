import { getRouteApi } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { Table } from "../../../components/ui/table.tsx";
import { useOrg } from "../../../data/org.ts";
import { JOBS_COLUMNS } from "./jobs-columns.tsx";
import { JobsFilters } from "./jobs-filters.tsx";
import { isNarrowed, type JobsSearch, readJobsSearch } from "./jobs-search.ts";
import type { Job } from "./merge-jobs.ts";
import { NoJobs, NoSuchJobs } from "./no-jobs.tsx";
import { useJobs } from "./use-jobs.ts";

const route = getRouteApi("/o/$org/jobs/");

/** All jobs, running and ended, the newest first. */
export function JobsPage() {
  const { id: org } = useOrg();
  const address = route.useSearch();
  const navigate = route.useNavigate();
  // The router also passes the other parameters of the address.
  const key = JSON.stringify(readJobsSearch({ ...address }));
  const search = useMemo(() => readJobsSearch(JSON.parse(key)), [key]);
  const { jobs, error, refetch, isLoading, isStale, hasMore, onMore } = useJobs(search);
  const onSearch = useCallback(
    (next: JobsSearch, { isTyped } = { isTyped: false }) =>
      void navigate({ search: next, replace: isTyped, resetScroll: false }),
    [navigate],
  );
  const rowLink = useCallback(({ job }: Job) => ({ to: "/o/$org/jobs/$job" as const, params: { org, job } }), [org]);
  const hasNone = !isLoading && jobs.length === 0 && !isNarrowed(search);
  return (
    <div className="flex flex-col gap-4">
      <h2 className="sr-only">All jobs</h2>
      {!hasNone && <JobsFilters search={search} onSearch={onSearch} />}
      {isLoading && error !== null ? (
        <ErrorState title="The jobs could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <Table
          label="Jobs"
          columns={JOBS_COLUMNS}
          rows={jobs}
          rowKey={({ id }) => id}
          rowLink={rowLink}
          skeletonRows={12}
          empty={hasNone ? <NoJobs /> : <NoSuchJobs onClear={() => onSearch({})} />}
          isLoading={isLoading}
          isStale={isStale}
          hasMore={hasMore}
          onMore={onMore}
        />
      )}
    </div>
  );
}

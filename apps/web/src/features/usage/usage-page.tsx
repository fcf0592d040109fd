import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { late } from "../../components/ui/late.tsx";
import { dayOf } from "../../data/days.ts";
import { useNowAs } from "../../data/now.tsx";
import { useOrg } from "../../data/org.ts";
import { NoUsage } from "./no-usage.tsx";
import { UsageCsvLink } from "./usage-csv-link.tsx";
import { UsageFilters } from "./usage-filters.tsx";
import { usageFilter, usageOf } from "./usage-query.ts";
import { usageRows } from "./usage-rows.ts";
import { groupedBy, isNarrowed, readUsageSearch, type UsageSearch } from "./usage-search.ts";
import { UsageTable } from "./usage-table.tsx";
import { UsageTotals } from "./usage-totals.tsx";

// The chart library is large, and the figures come first.
const UsageCard = late(() => import("./usage-card.tsx").then((module) => module.UsageCard));

const route = getRouteApi("/o/$org/usage");

/** What was used, by resource, project, member or day: its sum, a chart and a table. */
export function UsagePage() {
  const { id: org } = useOrg();
  const address = route.useSearch();
  const navigate = route.useNavigate();
  const today = useNowAs(dayOf);
  // The router also passes the other parameters of the address.
  const key = JSON.stringify(readUsageSearch({ ...address }));
  const search = useMemo(() => readUsageSearch(JSON.parse(key)), [key]);
  const view = search.by ?? "resource";
  const { days, query } = useMemo(() => usageOf(org, search, today), [org, search, today]);
  const { data: sums, error, refetch, isPlaceholderData } = useQuery(query);
  const rows = useMemo(
    () => (sums === undefined ? [] : usageRows(sums, { view, search, days: days.days })),
    [sums, view, search, days],
  );
  const onSearch = useCallback(
    (next: UsageSearch, { isTyped } = { isTyped: false }) =>
      void navigate({ search: next, replace: isTyped, resetScroll: false }),
    [navigate],
  );
  const isEmpty = sums !== undefined && !isPlaceholderData && sums.total.count === 0;
  if (isEmpty && !isNarrowed(search)) return <NoUsage />;
  return (
    <div className="flex flex-col gap-4">
      <h2 className="sr-only">Usage</h2>
      <div className="flex flex-col items-start gap-2 tablet:flex-row tablet:gap-4">
        <UsageFilters search={search} onSearch={onSearch} />
        <UsageCsvLink org={org} filter={usageFilter(search, days)} isEmpty={isEmpty} />
      </div>
      {error !== null && sums === undefined ? (
        <ErrorState title="The usage could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <>
          <UsageTotals sums={sums} isStale={isPlaceholderData} />
          <UsageCard
            sums={sums}
            days={days.days}
            view={view}
            onView={(next) => onSearch(groupedBy(search, next))}
            isStale={isPlaceholderData}
            waiting={<div aria-hidden="true" className="card h-88" />}
          />
          {!isEmpty && (
            <UsageTable rows={rows} view={view} isLoading={sums === undefined} isStale={isPlaceholderData} />
          )}
        </>
      )}
    </div>
  );
}

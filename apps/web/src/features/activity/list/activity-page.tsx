import { getRouteApi } from "@tanstack/react-router";
import { useCallback, useMemo, useRef } from "react";
import { useShownEntries } from "../../../components/activity/entry-order.ts";
import { dayOf } from "../../../data/days.ts";
import { useNowAs } from "../../../data/now.tsx";
import { useOrg } from "../../../data/org.ts";
import { filterOf } from "../filter/activity-filter.ts";
import { type ActivitySearch, addsUp, filtersOf, readActivitySearch } from "../filter/activity-search.ts";
import { FilterBar } from "../filter/filter-bar.tsx";
import { ActivityTable } from "./activity-table.tsx";
import { AsOfLink } from "./as-of-link.tsx";
import { CsvLink } from "./csv-link.tsx";
import { NewsPill } from "./news-pill.tsx";
import { Sums } from "./sums.tsx";
import { useActivityActions } from "./use-activity-actions.ts";
import { useActivityKeys } from "./use-activity-keys.ts";
import { useHistory } from "./use-history.ts";
import { useIsAtTop } from "./use-is-at-top.ts";
import { useSum } from "./use-sum.ts";

const route = getRouteApi("/o/$org/activity");

/** The credit history of an organization, with its filters and sums. */
export function ActivityPage() {
  const { id: org } = useOrg();
  const { entry, ...rest } = route.useSearch();
  const navigate = route.useNavigate();
  const rows = useRef<HTMLElement>(null);
  const filters = useRef<HTMLDivElement>(null);
  const job = useRef<HTMLInputElement>(null);
  const search = readActivitySearch(rest);
  const today = useNowAs(dayOf);
  const key = JSON.stringify(search);
  const filter = useMemo(() => filterOf(search, today), [key, today]);
  const { mark, isAtTop } = useIsAtTop();
  const history = useHistory(org, filter, !isAtTop || entry !== undefined);
  const sum = useSum(org, filter, history.newestSeq);
  const isEmpty = history.data !== undefined && !history.isPlaceholderData && history.lines.length === 0;
  useActivityKeys({ rows, filters, job });
  const isEveryEntry = filtersOf(search).length === 0 && search.holds !== undefined;
  useShownEntries(isEveryEntry ? null : history.lines);
  const onSearch = useCallback(
    (next: ActivitySearch, isTyped = false) => void navigate({ search: next, replace: isTyped, resetScroll: false }),
    [navigate],
  );
  useActivityActions({ org, filter, isEmpty, search, onSearch });
  const showNews = () => {
    history.take();
    scrollTo({ top: 0 });
  };
  return (
    <div className="flex flex-col gap-4">
      <h2 className="sr-only">Credit history</h2>
      <FilterBar
        search={search}
        onSearch={onSearch}
        barRef={filters}
        jobRef={job}
        actions={
          <div className="flex flex-wrap justify-end gap-2">
            <AsOfLink />
            <CsvLink org={org} filter={filter} disabledReason={isEmpty ? NOTHING_TO_DOWNLOAD : undefined} />
          </div>
        }
      />
      {history.error === null && (
        <Sums sum={sum} ends={{ hasBalance: addsUp(search), hasBeginning: filter.from === undefined }} />
      )}
      <section ref={rows} aria-label="Entries">
        <div ref={mark} className="h-px" />
        <NewsPill news={history.news} onPress={showNews} />
        <ActivityTable
          org={org}
          filter={filter}
          history={history}
          entry={entry}
          search={search}
          onSearch={onSearch}
          total={sum.isPlaceholderData ? undefined : sum.data?.count}
        />
      </section>
    </div>
  );
}

const NOTHING_TO_DOWNLOAD = "There are no entries to download.";

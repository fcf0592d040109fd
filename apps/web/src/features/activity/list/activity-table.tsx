import { useMemo } from "react";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { Table } from "../../../components/ui/table.tsx";
import { useIsPhone } from "../../../components/ui/use-media.ts";
import { useNow } from "../../../data/now.tsx";
import type { ActivityLine } from "../../../words/line-words.ts";
import type { ActivityFilter } from "../filter/activity-filter.ts";
import { type ActivitySearch, addsUp } from "../filter/activity-search.ts";
import { columnsOf, explained } from "./columns.tsx";
import { daysOf } from "./day-groups.ts";
import { dayHeading } from "./day-heading.tsx";
import { NothingFound } from "./nothing-found.tsx";
import { useDaySums } from "./use-day-sums.ts";
import type { useHistory } from "./use-history.ts";

interface ActivityTableProps {
  readonly org: string;
  readonly filter: ActivityFilter;
  readonly history: ReturnType<typeof useHistory>;
  /** How many lines there are, if known. */
  readonly total: number | undefined;
  /** The entry whose explanation is open. */
  readonly entry: number | undefined;
  readonly search: ActivitySearch;
  readonly onSearch: (search: ActivitySearch) => void;
}

const NO_DAYS: ReturnType<typeof daysOf> = [];

const numberOf = ({ seq }: ActivityLine): string => `${seq}`;

/** The history, line by line, with days as headings. */
export function ActivityTable({ org, filter, history, total, entry, search, onSearch }: ActivityTableProps) {
  const isPhone = useIsPhone();
  const now = useNow();
  const hasBalance = addsUp(search);
  const columns = useMemo(() => columnsOf({ org, isPhone, hasBalance }), [org, isPhone, hasBalance]);
  const days = useMemo(() => daysOf(history.data?.pages ?? []), [history.data]);
  const sums = useDaySums(org, filter, history.isPlaceholderData ? NO_DAYS : days, history.newestSeq);
  const headings = useMemo(() => days.map((day) => dayHeading(day, sums.get(day.day), now)), [days, sums, now]);
  const { lines, data, error, hasNextPage, isFetchNextPageError, isPlaceholderData, more, refetch } = history;
  if (error !== null && (data === undefined || isPlaceholderData))
    return (
      <div className="card">
        <ErrorState title="The history could not be loaded" error={error} onRetry={() => void refetch()} />
      </div>
    );
  return (
    <>
      <Table
        label="Credit history"
        columns={columns}
        rows={lines}
        headings={headings}
        rowKey={numberOf}
        rowLink={explained}
        currentKey={entry === undefined ? undefined : `${entry}`}
        isLoading={data === undefined}
        skeletonRows={15}
        isStale={isPlaceholderData}
        empty={<NothingFound search={search} onSearch={onSearch} />}
        total={total}
        hasMore={hasNextPage && !isFetchNextPageError}
        onMore={more}
      />
      {isFetchNextPageError && <ErrorState title="Older entries could not be loaded" error={error} onRetry={more} />}
    </>
  );
}

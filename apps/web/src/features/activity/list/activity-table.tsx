import { useMemo } from "react";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { Table } from "../../../components/ui/table.tsx";
import { useIsPhone } from "../../../components/ui/use-media.ts";
import type { ActivityLine } from "../../../words/line-words.ts";
import type { ActivitySearch } from "../filter/activity-search.ts";
import { columnsOf, explained } from "./columns.tsx";
import { NothingFound } from "./nothing-found.tsx";
import type { useHistory } from "./use-history.ts";

interface ActivityTableProps {
  readonly org: string;
  readonly history: ReturnType<typeof useHistory>;
  /** How many lines there are, if known. */
  readonly total: number | undefined;
  /** The entry whose explanation is open. */
  readonly entry: number | undefined;
  readonly search: ActivitySearch;
  readonly onSearch: (search: ActivitySearch) => void;
}

const numberOf = ({ seq }: ActivityLine): string => `${seq}`;

/** The history, line by line. */
export function ActivityTable({ org, history, total, entry, search, onSearch }: ActivityTableProps) {
  const isPhone = useIsPhone();
  const columns = useMemo(() => columnsOf(org, isPhone), [org, isPhone]);
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

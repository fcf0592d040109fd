import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { Table } from "../../../components/ui/table.tsx";
import type { Column } from "../../../components/ui/table-props.ts";
import { Time } from "../../../components/ui/time.tsx";
import { sizeWords } from "../../../words/size-words.ts";
import { type Volume, volumesQuery } from "./storage-query.ts";
import { projectWords } from "./storage-words.ts";

const route = getRouteApi("/o/$org/endpoints/");

const quiet = (text: string | null) => <span className="text-muted">{text ?? "–"}</span>;

const COLUMNS: readonly Column<Volume>[] = [
  { key: "volume", header: "Volume", phone: "title", width: "minmax(0, 1.5fr)", cell: ({ volume }) => volume },
  {
    key: "project",
    header: "Project",
    phone: "detail",
    width: "minmax(0, 1fr)",
    cell: ({ project }) => <span className="text-muted">{projectWords(project)}</span>,
  },
  {
    key: "member",
    header: "Member",
    phone: "none",
    width: "minmax(0, 1fr)",
    needs: "middle",
    cell: ({ member }) => quiet(member),
  },
  {
    key: "resource",
    header: "Resource",
    phone: "none",
    width: "minmax(0, 1fr)",
    needs: "wide",
    cell: ({ resource }) => quiet(resource),
  },
  {
    key: "since",
    header: "Since",
    phone: "note",
    width: "7rem",
    cell: ({ since }) => <Time at={since} />,
  },
  {
    key: "size",
    header: "Stored now",
    align: "end",
    phone: "value",
    width: "6.5rem",
    cell: ({ bytes }) => <span className="figures">{sizeWords(bytes)}</span>,
  },
];

interface VolumesTableProps {
  readonly org: string;
  /** The volume whose drawer is open. */
  readonly shown: string | undefined;
  readonly total: number;
}

/** The volumes that are stored now, the largest first. A volume opens its sizes. */
export function VolumesTable({ org, shown, total }: VolumesTableProps) {
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(volumesQuery(org));
  const rows = useMemo(() => data?.pages.flatMap(({ volumes }) => volumes) ?? [], [data]);
  const search = route.useSearch();
  const { month } = search;
  const rowLink = useCallback(
    ({ volume }: Volume) => ({
      to: "/o/$org/endpoints" as const,
      params: { org },
      search: (month === undefined ? { volume } : { month, volume }) as never,
      resetScroll: false,
    }),
    [org, month],
  );
  if (data === undefined && error !== null)
    return <ErrorState title="The volumes could not be loaded" error={error} onRetry={() => void refetch()} />;
  return (
    <Table
      label="Volumes"
      columns={COLUMNS}
      rows={rows}
      rowKey={({ volume }) => volume}
      rowLink={rowLink}
      currentKey={shown}
      isLoading={data === undefined}
      skeletonRows={3}
      empty={<p className="card p-4 text-14 text-muted">No volume has a size now.</p>}
      total={total}
      hasMore={hasNextPage}
      onMore={() => {
        if (!isFetchingNextPage) void fetchNextPage();
      }}
    />
  );
}

import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { entryLink } from "../../../components/activity/entry-link.ts";
import { Card } from "../../../components/ui/card.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { Table } from "../../../components/ui/table.tsx";
import type { Column } from "../../../components/ui/table-props.ts";
import { Time } from "../../../components/ui/time.tsx";
import type { Answers } from "../../../data/trpc.ts";
import { exactDurationWords } from "../../../words/exact-duration-words.ts";
import { rateWords } from "../../../words/rate-words.ts";
import { workloadWords } from "../../../words/resource-words.ts";
import { chargesQuery } from "./endpoint-query.ts";

type Charge = Answers["endpoints"]["charges"]["charges"][number];

const COLUMNS: readonly Column<Charge>[] = [
  {
    key: "from",
    header: "From",
    phone: "title",
    width: "minmax(7.5rem, 1fr)",
    cell: ({ from }) => <Time at={from} look="moment" />,
  },
  {
    key: "time",
    header: "Time",
    phone: "detail",
    width: "minmax(5rem, 1fr)",
    cell: ({ from, until }) => (
      <span className="text-muted figures">{exactDurationWords(Date.parse(until) - Date.parse(from))}</span>
    ),
  },
  {
    key: "work",
    header: "Hardware",
    phone: "note",
    width: "minmax(0, 1.4fr)",
    cell: workloadWords,
  },
  {
    key: "rate",
    header: "Per unit and hour",
    align: "end",
    phone: "none",
    width: "8.5rem",
    needs: "small",
    cell: ({ rateNanos }) => (
      <span className="text-muted figures">{rateNanos === null ? "by month" : rateWords(rateNanos)}</span>
    ),
  },
  {
    key: "amount",
    header: "Used",
    align: "end",
    phone: "value",
    width: "minmax(6rem, 8rem)",
    micros: ({ amount }) => amount,
    cell: ({ amount, seq }) => <Money micros={amount} {...(seq !== null && { link: entryLink(seq) })} />,
  },
];

interface EndpointChargesProps {
  readonly org: string;
  readonly endpoint: string;
}

/** The charges, the newest first: each is of a time in which the terms did not change. Each amount opens its explanation. */
export function EndpointCharges({ org, endpoint }: EndpointChargesProps) {
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    chargesQuery(org, endpoint),
  );
  const rows = useMemo(() => data?.pages.flatMap(({ charges }) => charges) ?? [], [data]);
  const count = rows[0]?.leg ?? 0;
  if (data === undefined && error !== null)
    return <ErrorState title="The charges could not be loaded" error={error} onRetry={() => void refetch()} />;
  return (
    <Card
      title="Charges"
      isFlush
      actions={<span className="text-13 text-muted figures">{count.toLocaleString("en")} in all</span>}
    >
      <Table
        label="Charges"
        look="plain"
        columns={COLUMNS}
        rows={rows}
        rowKey={({ leg }) => `${leg}`}
        isLoading={data === undefined}
        skeletonRows={4}
        empty={<p className="p-4 text-14 text-muted">Nothing is charged yet: time is charged every few minutes.</p>}
        hasMore={hasNextPage}
        onMore={() => {
          if (!isFetchingNextPage) void fetchNextPage();
        }}
      />
    </Card>
  );
}

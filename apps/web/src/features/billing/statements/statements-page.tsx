import { useQuery } from "@tanstack/react-query";
import { FileText } from "lucide-react";
import { useMemo } from "react";
import { Badge } from "../../../components/ui/badge.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { Table } from "../../../components/ui/table.tsx";
import type { Column } from "../../../components/ui/table-props.ts";
import { useOrg } from "../../../data/org.ts";
import type { Answers } from "../../../data/trpc.ts";
import { useTRPC } from "../../../data/trpc.ts";
import { monthWords } from "../../../words/month-words.ts";

type Month = Answers["billing"]["statements"]["list"]["months"][number];

/** The months of an organization, each with the balances at its ends. */
export function StatementsPage() {
  const { id: org } = useOrg();
  const { data, error, refetch } = useQuery(useTRPC().billing.statements.list.queryOptions({ org }));
  const rowLink = useMemo(
    () =>
      ({ month }: Month) =>
        ({ to: "/o/$org/statements/$month", params: { org, month } }) as const,
    [org],
  );
  if (error !== null && data === undefined)
    return (
      <div className="card">
        <ErrorState title="The statements could not be loaded" error={error} onRetry={() => void refetch()} />
      </div>
    );
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-[70ch] text-14 text-pretty text-muted">
        A statement explains one month, from the balance at its beginning to the balance at its end, in UTC. When a
        month has ended, its statement no longer changes.
      </p>
      <Table
        label="Statements"
        columns={COLUMNS}
        rows={data?.months ?? []}
        rowKey={({ month }) => month}
        rowLink={rowLink}
        isLoading={data === undefined}
        skeletonRows={4}
        empty={
          <EmptyState icon={FileText} title="No statements yet">
            The first one appears here when credit is added or used.
          </EmptyState>
        }
      />
    </div>
  );
}

const change = ({ opening, closing }: Month): string => String(BigInt(closing) - BigInt(opening));

const COLUMNS: readonly Column<Month>[] = [
  {
    key: "month",
    header: "Month",
    phone: "title",
    width: "minmax(0, 1.5fr)",
    cell: ({ month, isClosed }) => (
      <span className="flex min-w-0 items-center gap-2">
        <span className="truncate">{monthWords(month)}</span>
        {!isClosed && <Badge tone="accent">So far</Badge>}
      </span>
    ),
  },
  {
    key: "opening",
    header: "Opening balance",
    phone: "none",
    align: "end",
    width: "minmax(0, 1fr)",
    micros: ({ opening }) => opening,
    cell: ({ opening }) => <Money micros={opening} kind="exact" />,
  },
  {
    key: "change",
    header: "Change",
    phone: "note",
    align: "end",
    width: "minmax(0, 1fr)",
    micros: change,
    cell: (month) => <Money micros={change(month)} kind="exact" sign="always" tone="auto" />,
  },
  {
    key: "entries",
    header: "Entries",
    phone: "detail",
    align: "end",
    needs: "small",
    width: "6rem",
    cell: ({ entries }) => (
      <span className="figures text-muted">
        {entries.toLocaleString("en-US")}
        <span className="tablet:hidden"> {entries === 1 ? "entry" : "entries"}</span>
      </span>
    ),
  },
  {
    key: "document",
    header: "Document",
    phone: "none",
    needs: "middle",
    width: "8rem",
    cell: ({ document }) => <span className="text-muted">{document?.number ?? "–"}</span>,
  },
  {
    key: "closing",
    header: "Closing balance",
    phone: "value",
    align: "end",
    width: "minmax(0, 1fr)",
    micros: ({ closing }) => closing,
    cell: ({ closing }) => <Money micros={closing} kind="exact" />,
  },
];

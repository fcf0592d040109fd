import { sourceWords } from "@scrip/domain/activity";
import { AsTable } from "../../../components/ui/as-table.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { Table } from "../../../components/ui/table.tsx";
import type { Column } from "../../../components/ui/table-props.ts";
import { type CreditDay, wordsOfDay } from "./credit-by-day.ts";

const amount = (micros: string | null, kind: "available" | "owed" = "available") =>
  micros === null ? <span className="text-muted">–</span> : <Money micros={micros} kind={kind} />;

const COLUMNS: readonly Column<CreditDay>[] = [
  { key: "day", header: "End of day", phone: "title", width: "minmax(0, 1fr)", cell: ({ day }) => wordsOfDay(day) },
  {
    key: "promotional",
    header: "Promotional",
    align: "end",
    phone: "detail",
    width: "minmax(0, 1fr)",
    micros: ({ promotional }) => promotional,
    cell: ({ promotional }) => amount(promotional),
  },
  {
    key: "paid",
    header: "Paid",
    align: "end",
    phone: "detail",
    width: "minmax(0, 1fr)",
    micros: ({ paid }) => paid,
    cell: ({ paid }) => amount(paid),
  },
  {
    key: "owed",
    header: "Owed",
    align: "end",
    phone: "none",
    width: "minmax(0, 1fr)",
    micros: ({ owed }) => owed,
    cell: ({ owed }) => amount(owed, "owed"),
  },
  {
    key: "spent",
    header: "Used",
    align: "end",
    phone: "note",
    width: "minmax(0, 1fr)",
    cell: ({ spent }) => (spent === null ? amount(null) : <Money micros={spent} label="Used" />),
  },
  {
    key: "expected",
    header: "Forecast",
    align: "end",
    phone: "value",
    width: "minmax(0, 1fr)",
    micros: ({ expected }) => expected,
    cell: ({ expected }) => amount(expected),
  },
  {
    key: "planned",
    header: "Planned",
    align: "end",
    phone: "none",
    width: "minmax(0, 1.5fr)",
    cell: ({ planned, lapses }) => (
      <>
        {planned.map(({ amount: micros, source }, index) => (
          <span key={index}>
            <Money micros={micros} sign="always" /> {sourceWords(source)}{" "}
          </span>
        ))}
        {lapses.map(({ amount: micros }, index) => (
          <span key={`lapse ${index}`}>
            <Money micros={`-${micros}`} /> expires{" "}
          </span>
        ))}
      </>
    ),
  },
];

/** The figures of the chart as a table, the newest day first. */
export function CreditHistoryTable({ rows }: { readonly rows: readonly CreditDay[] }) {
  const table = () => (
    <Table
      label="Credit day by day"
      look="plain"
      columns={COLUMNS}
      rows={rows.toReversed()}
      rowKey={({ day }) => day}
    />
  );
  return <AsTable table={table} />;
}

import type { ReactNode } from "react";
import { Badge } from "../../../components/ui/badge.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { Table } from "../../../components/ui/table.tsx";
import type { Column } from "../../../components/ui/table-props.ts";
import type { Answers } from "../../../data/trpc.ts";

type Hold = Answers["jobs"]["story"]["holds"][number];

const STATE_WORDS: Record<Hold["state"], string> = {
  open: "Open",
  settled: "Used",
  voided: "Released",
  expired: "Ended",
};

const COLUMNS: readonly Column<Hold>[] = [
  {
    key: "state",
    header: "Earlier",
    phone: "title",
    width: "minmax(0, 1fr)",
    cell: ({ state }) => <Badge>{STATE_WORDS[state]}</Badge>,
  },
  {
    key: "reserved",
    header: "On hold",
    align: "end",
    phone: "value",
    width: "5rem",
    micros: ({ reserved }) => reserved,
    cell: ({ reserved }) => <Named name="on hold" money={<Money micros={reserved} label="On hold" />} />,
  },
  {
    key: "settled",
    header: "Used",
    align: "end",
    phone: "detail",
    width: "5rem",
    micros: ({ settled }) => settled,
    cell: ({ settled }) => <Named name="used" money={<Money micros={settled} label="Used" />} />,
  },
  {
    key: "released",
    header: "Released",
    align: "end",
    phone: "note",
    width: "5rem",
    micros: ({ released }) => released,
    cell: ({ released }) => <Named name="released" money={<Money micros={released} label="Released" />} />,
  },
];

/** A figure with its name. Only a phone shows the name, since the table has no header there. */
function Named({ name, money }: { readonly name: string; readonly money: ReactNode }) {
  return (
    <span>
      {money}
      <span className="text-muted tablet:hidden"> {name}</span>
    </span>
  );
}

/** The earlier holds of a job, the newest first, at the end of a card. */
export function HoldTable({ holds }: { readonly holds: readonly Hold[] }) {
  return (
    <div className="-mx-4 mt-4 -mb-4 border-t border-line">
      <Table label="Earlier holds" look="plain" columns={COLUMNS} rows={holds} rowKey={({ id }) => id} />
    </div>
  );
}

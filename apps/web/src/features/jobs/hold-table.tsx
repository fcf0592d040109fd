import { Badge } from "../../components/ui/badge.tsx";
import { Money } from "../../components/ui/money.tsx";
import { type Column, Table } from "../../components/ui/table.tsx";
import type { Answers } from "../../data/trpc.ts";

type Hold = Answers["jobs"]["story"]["holds"][number];

const STATE_WORDS: Record<Hold["state"], string> = {
  open: "Open",
  settled: "Used",
  voided: "Closed",
  expired: "Lapsed",
};

const COLUMNS: readonly Column<Hold>[] = [
  {
    ...{ key: "state", header: "Earlier", phone: "title", width: "minmax(0, 1fr)" },
    cell: ({ state }) => <Badge>{STATE_WORDS[state]}</Badge>,
  },
  {
    ...{ key: "reserved", header: "Reserved", align: "end", phone: "value", width: "5rem" },
    cell: ({ reserved }) => <Money micros={reserved} label="Reserved" />,
  },
  {
    ...{ key: "settled", header: "Used", align: "end", phone: "detail", width: "5rem" },
    cell: ({ settled }) => <Money micros={settled} label="Used" />,
  },
  {
    ...{ key: "released", header: "Given back", align: "end", phone: "note", width: "5rem" },
    cell: ({ released }) => <Money micros={released} label="Given back" />,
  },
];

/** The holds that a job had, the newest first; below something else in a card. */
export function HoldTable({ holds }: { readonly holds: readonly Hold[] }) {
  return (
    <div className="-mx-4 mt-4 -mb-4 border-t border-line">
      <Table label="Earlier holds" look="plain" columns={COLUMNS} rows={holds} rowKey={({ id }) => id} />
    </div>
  );
}

import { monthSpan } from "@scrip/domain/billing/statement";
import { useId, useMemo } from "react";
import { AsTable } from "../../../components/ui/as-table.tsx";
import { barHeights } from "../../../components/ui/bar-heights.ts";
import { Money } from "../../../components/ui/money.tsx";
import { Table } from "../../../components/ui/table.tsx";
import type { Column } from "../../../components/ui/table-props.ts";
import { useNowAs } from "../../../data/now.tsx";
import { dayHeadingWords } from "../../../words/time-words.ts";
import type { ResourceStorage } from "./storage-query.ts";
import { daysWords } from "./storage-words.ts";

type Day = ResourceStorage["days"][number];

const DAY_MS = 86_400_000;

interface StorageDaysProps {
  readonly month: string;
  readonly days: readonly Day[];
}

/** What each day of a month cost, as a sentence, bars and a table. Days are those of UTC. */
export function StorageDays({ month, days }: StorageDaysProps) {
  const id = useId();
  const words = useNowAs((now) => daysWords(days, now));
  return (
    <figure aria-labelledby={id} className="min-w-0">
      <figcaption id={id} className="text-13 text-muted figures">
        {words}
      </figcaption>
      {days.length > 0 && <Bars month={month} days={days} />}
      {days.length > 0 && <DaysTable days={days} />}
    </figure>
  );
}

function Bars({ month, days }: StorageDaysProps) {
  const amounts = useMemo(() => amountsOf(month, days), [month, days]);
  const heights = barHeights(amounts);
  return (
    <div aria-hidden="true" className="mt-2 flex flex-col gap-1">
      <div className="flex h-20 items-end gap-px border-b border-edge">
        {heights.map((height, index) => (
          <span
            key={index}
            className="min-w-0 flex-1 rounded-t-[2px] bg-accent"
            style={{ height: `${height / 10}%` }}
          />
        ))}
      </div>
      <div className="flex justify-between text-12 text-muted figures">
        <span>1</span>
        <span>{amounts.length}</span>
      </div>
    </div>
  );
}

/** An amount for each day of the month. */
function amountsOf(month: string, days: readonly Day[]): bigint[] {
  const span = monthSpan(month);
  if (span === null) return [];
  const byDay = new Map(days.map(({ day, amount }) => [Date.parse(day), BigInt(amount)]));
  const length = (span.until - span.from) / DAY_MS;
  return Array.from({ length }, (_, index) => byDay.get(span.from + index * DAY_MS) ?? 0n);
}

const COLUMNS: readonly Column<Day>[] = [
  {
    key: "day",
    header: "Day (UTC)",
    phone: "title",
    width: "minmax(0, 1fr)",
    cell: ({ day }) => dayHeadingWords(Date.parse(day), Date.parse(day), "UTC"),
  },
  {
    key: "amount",
    header: "Charged",
    align: "end",
    phone: "value",
    width: "minmax(5rem, 1fr)",
    micros: ({ amount }) => amount,
    cell: ({ amount }) => <Money micros={amount} />,
  },
];

function DaysTable({ days }: { readonly days: readonly Day[] }) {
  const table = () => (
    <Table label="Storage by day" look="plain" columns={COLUMNS} rows={days.toReversed()} rowKey={({ day }) => day} />
  );
  return <AsTable table={table} />;
}

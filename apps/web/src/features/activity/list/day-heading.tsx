import { Money } from "../../../components/ui/money.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import type { TableHeading } from "../../../components/ui/table-props.ts";
import { startOf } from "../../../data/days.ts";
import { dayHeadingWords } from "../../../words/time-words.ts";
import type { DayGroup } from "./day-groups.ts";
import type { DaySum } from "./use-day-sums.ts";

/** A day as a heading of the history, with its sum under the amounts. */
export function dayHeading({ day, first }: DayGroup, sum: DaySum | undefined, now: number): TableHeading {
  return {
    key: day,
    before: first,
    title: dayHeadingWords(Date.parse(startOf(day)), now),
    note: sum && <Parts sum={sum} />,
    column: "amount",
    micros: sum?.total ?? null,
    sum: sum === undefined ? <Skeleton className="ml-auto h-4 w-16" /> : <Total sum={sum} />,
  };
}

const Total = ({ sum: { total } }: { readonly sum: DaySum }) => (
  <Money micros={total} sign="always" tone="auto" label="In all" />
);

/** The parts of a day's sum; none if the sum has only one. */
function Parts({ sum: { added, used, lost } }: { readonly sum: DaySum }) {
  const parts = [
    { name: "added", micros: added },
    { name: "used", micros: used },
    { name: "expired or revoked", micros: lost },
  ].filter(({ micros }) => micros !== "0");
  if (parts.length < 2) return null;
  return parts.map(({ name, micros }) => (
    <span key={name} className="whitespace-nowrap">
      <Money micros={micros} tone="muted" /> {name}
    </span>
  ));
}

import { useState } from "react";
import { DayRange } from "../../../components/ui/day-range.tsx";
import { FilterChip } from "../../../components/ui/filter-chip.tsx";
import { type ActivitySearch, RANGES, type Range } from "./activity-search.ts";
import { RANGE_WORDS } from "./filter-words.ts";

type Days = Pick<ActivitySearch, "range" | "from" | "to">;

interface DateFilterProps {
  readonly days: Days;
  /** `isTyped` while days are put in; it is one change in the end. */
  readonly onChange: (days: Days, isTyped: boolean) => void;
}

const OPTIONS: readonly { readonly value: Range | "own"; readonly label: string }[] = [
  ...RANGES.map((value) => ({ value, label: RANGE_WORDS[value] })),
  { value: "own", label: "Own days" },
];

/** Narrows to days: counted from today, or from one to another. */
export function DateFilter({ days: { range, from, to }, onChange }: DateFilterProps) {
  const [isAsked, setIsAsked] = useState(false);
  const isOwn = from !== undefined || to !== undefined;
  if (isOwn || (isAsked && range === undefined))
    return (
      <DayRange
        label="Date"
        from={from}
        until={to}
        onChange={(next) => {
          setIsAsked(next.from !== undefined || next.until !== undefined);
          onChange(
            {
              ...(next.from !== undefined && { from: next.from }),
              ...(next.until !== undefined && { to: next.until }),
            },
            isOwn,
          );
        }}
      />
    );
  return (
    <FilterChip
      label="Date"
      options={OPTIONS}
      values={range === undefined ? [] : [range]}
      isSingle
      onChange={([chosen]) => {
        setIsAsked(chosen === "own");
        onChange(chosen === undefined || chosen === "own" ? {} : { range: chosen }, false);
      }}
    />
  );
}

import { useState } from "react";
import { type DaysSearch, RANGES, type Range } from "../../data/days-search.ts";
import { RANGE_WORDS } from "../../words/range-words.ts";
import { DayRange } from "../ui/day-range.tsx";
import { FilterChip } from "../ui/filter-chip.tsx";

interface DateFilterProps {
  /** What is filtered by days, such as "Date". */
  readonly label?: string;
  readonly days: DaysSearch;
  /** `isTyped` while a person enters days, so that the whole entry is one step of the history. */
  readonly onChange: (days: DaysSearch, isTyped: boolean) => void;
}

const OPTIONS: readonly { readonly value: Range | "own"; readonly label: string }[] = [
  ...RANGES.map((value) => ({ value, label: RANGE_WORDS[value] })),
  { value: "own", label: "Custom range" },
];

/** Filters by a range relative to today, or by a custom range of days. */
export function DateFilter({ label = "Date", days: { range, from, to }, onChange }: DateFilterProps) {
  const [isOwnChosen, setIsOwnChosen] = useState(false);
  const isOwn = from !== undefined || to !== undefined;
  if (isOwn || (isOwnChosen && range === undefined))
    return (
      <DayRange
        label={label}
        from={from}
        until={to}
        onChange={(next) => {
          setIsOwnChosen(next.from !== undefined || next.until !== undefined);
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
      label={label}
      options={OPTIONS}
      values={range === undefined ? [] : [range]}
      isSingle
      onChange={([chosen]) => {
        setIsOwnChosen(chosen === "own");
        onChange(chosen === undefined || chosen === "own" ? {} : { range: chosen }, false);
      }}
    />
  );
}

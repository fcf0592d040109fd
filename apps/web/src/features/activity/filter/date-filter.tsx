import { useState } from "react";
import { DayRange } from "../../../components/ui/day-range.tsx";
import { FilterChip } from "../../../components/ui/filter-chip.tsx";
import { type ActivitySearch, RANGES, type Range } from "./activity-search.ts";
import { RANGE_WORDS } from "./filter-words.ts";

type Days = Pick<ActivitySearch, "range" | "from" | "to">;

interface DateFilterProps {
  readonly days: Days;
  /** `isTyped` while a person enters days, so that the whole entry is one step of the history. */
  readonly onChange: (days: Days, isTyped: boolean) => void;
}

const OPTIONS: readonly { readonly value: Range | "own"; readonly label: string }[] = [
  ...RANGES.map((value) => ({ value, label: RANGE_WORDS[value] })),
  { value: "own", label: "Own days" },
];

/** Filters by a range relative to today, or by own days. */
export function DateFilter({ days: { range, from, to }, onChange }: DateFilterProps) {
  const [isOwnChosen, setIsOwnChosen] = useState(false);
  const isOwn = from !== undefined || to !== undefined;
  if (isOwn || (isOwnChosen && range === undefined))
    return (
      <DayRange
        label="Date"
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
      label="Date"
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

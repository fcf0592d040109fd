import type { ReactNode } from "react";
import { classes } from "./classes.ts";

interface SegmentedProps<T extends string> {
  /** The name of the choice, such as "Days". */
  readonly label: string;
  /** The chosen value, from the address. */
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly options: readonly { readonly value: T; readonly label: ReactNode }[];
}

/** A choice between a few values that are all in sight, such as the range of a chart. */
export function Segmented<T extends string>({ label, value, onChange, options }: SegmentedProps<T>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: not every browser can lay out a fieldset as a row.
    <div role="group" aria-label={label} className="inline-flex w-fit shrink-0 rounded-base bg-sunken p-0.5">
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
          className={classes(
            "h-7 rounded-small px-2.5 text-13 font-medium whitespace-nowrap focus-visible:-outline-offset-2",
            option.value === value ? "bg-raised text-text" : "text-muted hover:text-text",
          )}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}

import { X } from "lucide-react";
import { useState } from "react";
import { classes } from "./classes.ts";

interface DayRangeProps {
  /** The name of the range, such as "Date". */
  readonly label: string;
  /** Days such as `2026-11-01`, from the address. The range includes the last day. */
  readonly from: string | undefined;
  readonly until: string | undefined;
  readonly onChange: (range: { from: string | undefined; until: string | undefined }) => void;
}

/** A range of days, in the browser's own date fields. */
export function DayRange({ label, from, until, onChange }: DayRangeProps) {
  const isSet = from !== undefined || until !== undefined;
  return (
    // biome-ignore lint/a11y/useSemanticElements: browsers lay out a fieldset in a special way.
    <div
      role="group"
      aria-label={label}
      className={classes(
        "inline-flex h-8 max-w-full items-center rounded-base border bg-raised text-13",
        isSet ? "border-edge" : "border-dashed border-edge/70",
      )}
    >
      <Day label={`${label} from`} value={from} max={until} onChange={(day) => onChange({ from: day, until })} />
      <span aria-hidden="true" className="text-muted">
        –
      </span>
      <Day label={`${label} until`} value={until} min={from} onChange={(day) => onChange({ from, until: day })} />
      {isSet && (
        <button
          type="button"
          aria-label={`Clear ${label.toLowerCase()}`}
          onClick={() => onChange({ from: undefined, until: undefined })}
          className="inline-flex h-full w-7 shrink-0 items-center justify-center rounded-r-base border-l border-line text-muted hover:bg-sunken hover:text-text"
        >
          <X aria-hidden="true" size={14} strokeWidth={1.75} />
        </button>
      )}
    </div>
  );
}

interface DayProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  readonly onChange: (day: string | undefined) => void;
}

/** While a person types a year, the field contains years such as 0002. The component reports only complete days. */
function Day({ label, value = "", min, max, onChange }: DayProps) {
  const [typed, setTyped] = useState(value);
  const [reported, setReported] = useState(value);
  if (reported !== value) {
    setReported(value);
    setTyped(value);
  }
  const change = (day: string) => {
    setTyped(day);
    if (day !== "" && day < "2000") return;
    setReported(day);
    onChange(day === "" ? undefined : day);
  };
  return (
    <input
      type="date"
      aria-label={label}
      value={typed}
      min={min}
      max={max}
      onChange={({ target }) => change(target.value)}
      className={classes(
        "h-full min-w-32 flex-1 rounded-base bg-transparent px-2 text-16 figures tablet:text-13",
        typed === "" && "text-muted",
      )}
    />
  );
}

import { classes } from "./classes.ts";

interface UseBarProps {
  /** What is limited, such as "Private projects". */
  readonly label: string;
  readonly used: number;
  /** `null` for any number. */
  readonly limit: number | null;
  /** The use in words, such as "2 of 3". */
  readonly words: string;
}

/** The use of a limit as a bar. A full bar is a warning: nothing new can be made. */
export function UseBar({ label, used, limit, words }: UseBarProps) {
  const isFull = limit !== null && used >= limit;
  const share = limit === null || limit === 0 ? Number(isFull) : Math.min(1, used / limit);
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-baseline justify-between gap-4 text-14">
        <span className="min-w-0">{label}</span>
        <span className={classes("shrink-0 figures", isFull ? "font-medium text-warn" : "text-muted")}>
          {words}
          {isFull && <span className="sr-only">, the limit is reached</span>}
        </span>
      </div>
      <div aria-hidden="true" className="h-1.5 overflow-hidden rounded-round bg-sunken">
        <div
          className={classes("h-full rounded-round", isFull ? "bg-warn" : "bg-accent")}
          style={{ width: `${share * 100}%` }}
        />
      </div>
    </div>
  );
}

import { useNowAs } from "../../data/now.tsx";
import { clockWords, dayWords, exactWords, momentWords, rangeWords, relativeWords } from "../../words/time-words.ts";
import { Tooltip } from "./tooltip.tsx";

interface TimeProps {
  /** ISO text, or ms since 1970. */
  readonly at: string | number;
  /**
   * `relative`: "3 minutes ago"; `moment`: "21 Nov, 14:03"; `day`: "21 Nov"; `clock`: "14:03"; `exact`: to the second,
   * with its zone.
   */
  readonly look?: "relative" | "moment" | "day" | "clock" | "exact";
}

const WORDS = {
  relative: relativeWords,
  moment: momentWords,
  day: dayWords,
  clock: (at: number) => clockWords(at),
  exact: (at: number) => exactWords(at),
};

/** An instant in words, updated as time passes. The tooltip and screen readers give the exact time. */
export function Time({ at, look = "relative" }: TimeProps) {
  const ms = typeof at === "number" ? at : Date.parse(at);
  const words = useNowAs((now) => WORDS[look](ms, now));
  const exact = exactWords(ms);
  const element = (
    <time dateTime={new Date(ms).toISOString()} className="whitespace-nowrap figures">
      {words}
      {look !== "exact" && <span className="sr-only">, {exact}</span>}
    </time>
  );
  return look === "exact" ? element : <Tooltip content={exact}>{element}</Tooltip>;
}

interface TimeRangeProps {
  /** `[from, until)`: ISO text, or ms since 1970. */
  readonly from: string | number;
  readonly until: string | number;
}

/** An interval in words, such as "1 Nov – 1 Dec, 30 days". */
export function TimeRange({ from, until }: TimeRangeProps) {
  const start = new Date(from).getTime();
  const end = new Date(until).getTime();
  const words = useNowAs((now) => rangeWords(start, end, now));
  return (
    <Tooltip content={`${exactWords(start)} – ${exactWords(end)}`}>
      <span className="figures">{words}</span>
    </Tooltip>
  );
}

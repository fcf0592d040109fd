import { milliOf } from "../../../words/milli-of.ts";
import type { EstimateSearch, Mode } from "./estimate-search.ts";

/** What the fields show. */
export interface Typed {
  readonly units: string;
  readonly hours: string;
  readonly epoch: string;
  readonly mode: Mode;
}

/** The fields that an address fills, and those that are usual. */
export const typedOf = ({ units = "1", hours = "8", epoch = "60", mode = "epochs" }: EstimateSearch): Typed => ({
  units,
  hours,
  epoch,
  mode,
});

/** A job as it is typed, with a remark on each field that is not usable. */
export interface ReadJob {
  readonly unitsMilli: number;
  readonly estimateMs: number;
  /** `null` for a timed job. */
  readonly epochMs: number | null;
}

/** Milliseconds in a thousandth of an hour, and of a minute. */
const HOUR_PART_MS = 3600;
const MINUTE_PART_MS = 60;

/** The most thousandths of each field: a million units, and a hundred years. */
const MOST = { units: 1_000_000_000, hours: 876_000_000, epoch: 52_560_000_000 } as const;

/** The problems of the fields; a field without one is left out. */
export interface Problems {
  readonly units?: string;
  readonly hours?: string;
  readonly epoch?: string;
}

const NOT_A_NUMBER = "Enter a number with at most three decimals.";
const ABOVE_ZERO = "Enter a number above zero.";
const TOO_LARGE = {
  units: "At most a million units.",
  hours: "At most 876,000 hours.",
  epoch: "At most a hundred years.",
};

/** Reads the fields. @returns the job, or what is wrong with the fields */
export function readTyped({ units, hours, epoch, mode }: Typed): {
  readonly job: ReadJob | null;
  readonly problems: Problems;
} {
  const unitsMilli = milliOf(units);
  const hoursMilli = milliOf(hours);
  const minutesMilli = milliOf(epoch);
  const problems: Problems = {
    ...problemOf("units", unitsMilli, 1),
    ...problemOf("hours", hoursMilli, 0),
    ...(mode === "epochs" && problemOf("epoch", minutesMilli, 1)),
  };
  if (unitsMilli == null || hoursMilli == null || Object.keys(problems).length > 0) return { job: null, problems };
  const epochMs = mode === "timed" ? null : (minutesMilli ?? 0) * MINUTE_PART_MS;
  return { job: { unitsMilli, estimateMs: hoursMilli * HOUR_PART_MS, epochMs }, problems };
}

function problemOf(field: keyof Problems, milli: number | null | undefined, least: number): Problems {
  if (milli == null) return { [field]: NOT_A_NUMBER };
  if (milli > MOST[field]) return { [field]: TOO_LARGE[field] };
  return milli < least ? { [field]: ABOVE_ZERO } : {};
}

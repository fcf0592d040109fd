import { showUsd } from "@scrip/domain/money";
import type { Answers } from "../../data/trpc.ts";
import { dayWords, momentWords, relativeWords, weekdayWords } from "../../words/time-words.ts";

type Overview = Pick<Answers["overview"]["get"], "available" | "reserved" | "runway" | "runningCount">;

/**
 * Describes how long credit lasts, in one or two sentences.
 * @param now the organization's time, ms since 1970
 * @param zone the time zone; by default the browser's own
 */
export function runwayWords(
  { available, reserved, runway, runningCount }: Overview,
  now: number,
  zone?: string,
): string {
  const hasCredit = BigInt(available) > 0n;
  if (runway.state === "idle") return hasCredit ? "Nothing is running." : "There is no credit. Add some to start work.";
  if (BigInt(runway.perHour) === 0n) return "What is running costs nothing.";
  const pace = `At ${showUsd(BigInt(runway.perHour), "nearest")} an hour`;
  if (runway.state === "lasts" || runway.at === null) return `${pace}, credit lasts for more than a year.`;
  const at = Date.parse(runway.at);
  if (at <= now && runningCount === 0)
    return "Credit is used up. What endpoints and storage cost from now on is owed; add credit.";
  if (at <= now) return "Credit is used up. Jobs pause at the end of their epoch; add credit to continue.";
  const day = dayWords(at, now, zone);
  const distance = relativeWords(at, now, zone);
  // Beyond a week the distance is the day, which stands there already.
  const until = `${weekdayWords(at, zone)} ${momentWords(at, now, zone)}${distance === day ? "" : ` (${distance})`}`;
  if (hasCredit || BigInt(reserved) === 0n) return `${pace}, credit lasts until ${until}.`;
  return `${pace}, what is on hold lasts until ${until}. Nothing is left beyond it; add credit to continue.`;
}

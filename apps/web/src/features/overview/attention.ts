import { showUsd } from "@scrip/domain/money";
import type { CalloutTone } from "../../components/ui/callout.tsx";
import type { Answers } from "../../data/trpc.ts";
import { dayWords, momentWords, relativeWords } from "../../words/time-words.ts";

type Overview = Answers["overview"]["get"];

const DAY_MS = 86_400_000;

/** A concern about how the organization pays. */
export interface PaymentConcern extends Omit<Concern, "key"> {
  readonly key: "top_up" | "card";
}

/** A fact that needs attention, with its consequence and the way out. */
export interface Concern {
  readonly key: "owed" | "out" | "ends" | "paused" | "silent" | "expiring";
  readonly tone: Exclude<CalloutTone, "info">;
  readonly title: string;
  readonly text: string;
}

/**
 * Finds the concerns of an organization, the most urgent first.
 * @param now the organization's time, ms since 1970
 */
export function concernsOf(overview: Overview, now: number, zone?: string): Concern[] {
  const found = [
    owed(overview),
    credit(overview, now, zone),
    paused(overview),
    silent(overview),
    expiring(overview, now, zone),
  ];
  return found.filter((concern) => concern !== null);
}

function owed({ owed: amount }: Overview): Concern | null {
  if (BigInt(amount) === 0n) return null;
  return {
    key: "owed",
    tone: "bad",
    title: `${showUsd(BigInt(amount), "up")} is owed`,
    text: "More was used than there was. Credit that is added pays this first, and nothing new starts until then.",
  };
}

function credit(overview: Overview, now: number, zone?: string): Concern | null {
  const { available, runway } = overview;
  if (runway.state !== "ends" || runway.at === null) return null;
  const at = Date.parse(runway.at);
  if (at - now >= DAY_MS) return null;
  const rate = `${showUsd(BigInt(runway.perHour), "nearest")} an hour`;
  const runsOut = at > now ? `Credit runs out ${relativeWords(at, now, zone)}` : "Credit has run out";
  const then = atZeroWords(overview);
  if (BigInt(available) === 0n)
    return {
      key: "out",
      tone: "bad",
      title: runsOut,
      text: `At ${rate} only what is on hold is left, until ${momentWords(at, now, zone)}. ${then}`,
    };
  return {
    key: "ends",
    tone: "warn",
    title: runsOut,
    text: `At ${rate} it lasts until ${momentWords(at, now, zone)}. ${then}`,
  };
}

/** What happens once credit has run out, for the work that runs. */
function atZeroWords({ runningCount, endpointCount, storage }: Overview): string {
  const jobs = "Each job then pauses at the end of its epoch, and new jobs are refused.";
  const costs = [endpointCount > 0 ? "endpoints" : null, storage.perHour === "0" ? null : "storage"];
  const others = costs.filter((name) => name !== null).join(" and ");
  if (others === "") return jobs;
  const owed = `What ${others} cost${others === "storage" ? "s" : ""} then is owed.`;
  return runningCount === 0 ? owed : `${jobs} ${owed}`;
}

function paused({ pausedCount: count }: Overview): Concern | null {
  if (count === 0) return null;
  const isOne = count === 1;
  return {
    key: "paused",
    tone: "warn",
    title: `${isOne ? "1 job is" : `${count} jobs are`} paused for lack of credit`,
    text: isOne
      ? "Nothing is used while it is paused. Its page says how much is missing."
      : "Nothing is used while they are paused. Their pages say how much is missing.",
  };
}

function silent({ silentCount: count }: Overview): Concern | null {
  if (count === 0) return null;
  return {
    key: "silent",
    tone: "warn",
    title: `${count === 1 ? "1 job" : `${count} jobs`} stopped reporting`,
    text: "What was on hold was released. Check whether the work still runs: what it reports later is billed all the same.",
  };
}

function expiring(
  { expiring: amount, expiringBefore, nextExpiry }: Overview,
  now: number,
  zone?: string,
): Concern | null {
  if (BigInt(amount) === 0n) return null;
  const first =
    nextExpiry === null
      ? ""
      : ` The first ${showUsd(BigInt(nextExpiry.amount), "down")} goes ${relativeWords(Date.parse(nextExpiry.at), now, zone)}.`;
  return {
    key: "expiring",
    tone: "warn",
    title: `${showUsd(BigInt(amount), "down")} expires before ${dayWords(Date.parse(expiringBefore), now, zone)}`,
    text: `It is used before all other credit.${first}`,
  };
}

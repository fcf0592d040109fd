import { showUsd } from "@scrip/domain/money";
import type { CalloutTone } from "../../components/ui/callout.tsx";
import type { Answers } from "../../data/trpc.ts";
import { dayWords, momentWords, relativeWords } from "../../words/time-words.ts";

type Overview = Answers["overview"]["get"];

const DAY_MS = 86_400_000;

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
    text: "Work went on beyond the credit that there was. The next credit that is added pays it first.",
  };
}

function credit({ available, runway }: Overview, now: number, zone?: string): Concern | null {
  if (runway.state !== "ends" || runway.at === null) return null;
  const at = Date.parse(runway.at);
  if (BigInt(available) === 0n)
    return {
      key: "out",
      tone: "bad",
      title: "No credit is left beyond what is reserved",
      text: "New work is refused, and running work pauses when its reservation is used. Add credit to go on.",
    };
  if (at - now >= DAY_MS) return null;
  const until = `${momentWords(at, now, zone)} (${relativeWords(at, now, zone)})`;
  return {
    key: "ends",
    tone: "warn",
    title: "Credit ends within a day",
    text: `It lasts until ${until} if everything goes on as now. Add credit, or end what is not needed.`,
  };
}

function paused({ pausedCount: count }: Overview): Concern | null {
  if (count === 0) return null;
  const isOne = count === 1;
  return {
    key: "paused",
    tone: "warn",
    title: `${isOne ? "1 job is" : `${count} jobs are`} paused for want of credit`,
    text: isOne
      ? "Its page says how much is missing. Add credit, then resume it."
      : "Their pages say how much is missing. Add credit, then resume them.",
  };
}

function silent({ silentCount }: Overview): Concern | null {
  if (silentCount === 0) return null;
  return {
    key: "silent",
    tone: "warn",
    title: silentCount === 1 ? "Nothing is heard of 1 job" : `Nothing is heard of ${silentCount} jobs`,
    text: "What was reserved was given back. See whether the work still runs: what it reports later is charged all the same.",
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

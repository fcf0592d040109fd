import { showUsd } from "@scrip/domain/money";
import type { CalloutTone } from "../../../components/ui/callout.tsx";
import type { Answers } from "../../../data/trpc.ts";
import { durationWords, momentWords } from "../../../words/time-words.ts";

type WhatIf = Answers["jobs"]["whatIf"];

/** What would happen, in a few words and a sentence. */
export interface Verdict {
  readonly tone: CalloutTone;
  readonly title: string;
  readonly text: string;
  /** Whether credit would help. */
  readonly wantsCredit: boolean;
}

/**
 * Says whether a job would start, and whether it would end as planned.
 * @param now the organization's time, ms since 1970
 */
export function verdictOf(
  { pause, epochs, missing, required, spendable }: WhatIf,
  now: number,
  zone?: string,
): Verdict {
  if (pause === null)
    return {
      tone: "info",
      title: "Your credit covers the whole run",
      text: "It would start now and end as planned.",
      wantsCredit: false,
    };
  const lacksCredit = pause.reason === "insufficient_credit";
  if (pause.afterEpoch === 0) {
    const needs = `A start needs ${usd(required)}, and ${showUsd(BigInt(spendable), "down")} is free to use.`;
    return lacksCredit
      ? { tone: "bad", title: `It would not start: ${usd(missing)} is missing`, text: needs, wantsCredit: true }
      : { tone: "bad", title: "It would not start", text: reasonWords(pause), wantsCredit: false };
  }
  const where = `after epoch ${pause.afterEpoch.toLocaleString("en")} of ${epochs.toLocaleString("en")}`;
  const when = `After ${durationWords(pause.atMs)} of compute time, on ${momentWords(Date.parse(pause.at), now, zone)} at the earliest.`;
  const why =
    lacksCredit && pause.missing !== null ? `The next epoch needs ${usd(pause.missing)} more.` : reasonWords(pause);
  const verb = STOPS.has(pause.reason) ? "stop" : "pause";
  return { tone: "warn", title: `It would ${verb} ${where}`, text: `${when} ${why}`, wantsCredit: lacksCredit };
}

const STOPS: ReadonlySet<string> = new Set(["price_above_limit", "balance_above_limit", "overdraft_limit"]);

const usd = (micros: string): string => showUsd(BigInt(micros), "up");

function reasonWords({ reason, budget }: NonNullable<WhatIf["pause"]>): string {
  if (reason === "budget_exceeded" && budget !== null)
    return `A budget of ${usd(budget.cap)} has no room: ${usd(budget.used)} is used, and ${usd(budget.asked)} more is needed.`;
  if (reason === "budget_exceeded") return "A budget has no room for it.";
  if (reason === "overdraft_limit") return "What would be owed reaches the limit of debt.";
  if (reason === "insufficient_credit") return "Credit is missing.";
  return "Its price reaches the limit of one job.";
}

const EACH = { day: " a day", month: " a month", all: "" } as const;

/** The budgets that only alert and that the job would pass, as sentences. */
export function alertWords({ alerts }: Pick<WhatIf, "alerts">): string[] {
  return alerts.map(({ scope, id, period, cap, used, asked }) => {
    const whose = scope === "organization" ? "organization" : scope === "key" ? "service key" : `${scope} “${id}”`;
    const sums = `${usd(used)} is used, and this job adds ${usd(asked)}.`;
    return `It passes the alert at ${usd(cap)}${EACH[period]} of the ${whose}: ${sums} Nothing stops it.`;
  });
}

/** How long credit lasts with this job beside all that runs; `null` if that says nothing new. */
export function besideWords({ runway }: WhatIf, now: number, zone?: string): string | null {
  if (runway.state !== "ends" || runway.at === null) return null;
  const pace = `${showUsd(BigInt(runway.perHour), "nearest")} an hour`;
  return `At ${pace}, with all that runs now, credit lasts until ${momentWords(Date.parse(runway.at), now, zone)}.`;
}

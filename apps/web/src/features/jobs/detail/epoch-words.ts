import { showUsd } from "@scrip/domain/money";
import type { Answers } from "../../../data/trpc.ts";

type Story = Answers["jobs"]["story"];
export type Epoch = Story["epochs"][number];

type Decision = Pick<Epoch, "decision" | "reason" | "missing" | "budget">;

/** The decision after an epoch, in words. */
export function decisionWords({ decision, reason, missing, budget }: Decision): string {
  if (decision === "continue") return "Continue";
  if (reason === "overdraft_limit") return "Stopped: no more may be owed";
  if (decision === "stop") return isLimit(reason) ? "Stopped at a limit" : "Stopped";
  if (decision === null) return "Not recorded";
  if (reason === "insufficient_credit")
    return missing === null || missing === "0"
      ? "Paused: no credit"
      : `Paused: ${showUsd(BigInt(missing), "up")} missing`;
  if (reason === "budget_exceeded") return `Paused: budget ${budget === null ? "" : `of ${ofBudget(budget)} `}is full`;
  if (reason === "asked") return "Paused, as asked";
  if (reason === "silent") return "Paused: no reports";
  return "Still paused";
}

type FullBudget = NonNullable<Epoch["budget"]>;

/** The subject of a budget within a sentence. */
function ofBudget({ scope, id }: FullBudget): string {
  if (scope === "organization") return "the organization";
  return scope === "key" ? "its service key" : `${scope} ${id}`;
}

/** What a full budget means, and when the job can go on. */
function budgetText(budget: FullBudget | null): string {
  const idle = "Nothing is on hold and nothing is used until its service resumes the job";
  if (budget === null) return `${idle}: in the next window, or once the budget is larger.`;
  const { cap, used, asked, period } = budget;
  const each = { day: " a day", month: " a month", all: " in all" }[period];
  const sums = `The budget is ${showUsd(BigInt(cap), "down")}${each}. ${showUsd(BigInt(used), "up")} was used, and the next epoch needed ${showUsd(BigInt(asked), "up")} more.`;
  const then = { day: "after midnight (UTC), or ", month: "in the next month (UTC), or ", all: "" }[period];
  return `${sums} ${idle}: ${then}once the budget is larger.`;
}

const isLimit = (reason: string | null): boolean => reason?.endsWith("_above_limit") ?? false;

const FLAG_WORDS: Record<Epoch["flags"][number], string> = {
  beyond_hold: "Used more than was on hold",
  after_silence: "Reported late",
};

/** What was unusual about an epoch, in words; empty if nothing was. */
export function flagWords({ flags, ...time }: Pick<Epoch, "flags" | keyof Time>): string {
  return [...flags.map((flag) => FLAG_WORDS[flag]), ...sparedWords(time)].join("; ");
}

type Time = Pick<Epoch, "fromMs" | "untilMs" | "reportedMs">;

/** The words for reported time that is not billed. */
function sparedWords({ fromMs, untilMs, reportedMs }: Time): string[] {
  if (reportedMs <= untilMs) return [];
  return [untilMs === fromMs ? "None of the time is billed" : "Part of the time is not billed"];
}

/** Whether an epoch is highlighted. */
export function epochTone({ decision, reason, flags }: Pick<Epoch, "decision" | "reason" | "flags">): "plain" | "warn" {
  const isHalted = (decision === "pause" && reason !== "asked") || isLimit(reason) || reason === "overdraft_limit";
  return isHalted || flags.length > 0 ? "warn" : "plain";
}

/** Why a job does not run, and what to do about it. */
export interface Halt {
  readonly title: string;
  readonly text: string;
  /** Whether credit is missing. */
  readonly isShort?: boolean;
}

/**
 * Explains why a job is paused or silent.
 * @returns `null` while it runs and after it has ended
 */
export function haltOf({ job, epochs }: Pick<Story, "job" | "epochs">): Halt | null {
  if (job.state === "silent")
    return {
      title: "This job stopped reporting",
      text: "It is long past the end of its epoch, so what was on hold for it was released. If it still runs, its service should resume it; what it reports is billed all the same.",
    };
  if (job.state !== "paused") return null;
  // Reports after a pause only repeat that the job is paused, so the reason is in an earlier epoch.
  const pause = epochs.findLast(({ reason }) => reason !== null && reason !== "paused");
  if (pause !== undefined && isLimit(pause.reason))
    return {
      title: "Stopped at a limit",
      text: "Its price, or what the organization has and owes, is as high as it can be. Its service should end the job; nothing more is billed.",
    };
  if (pause?.reason === "budget_exceeded")
    return {
      title: `Paused: the budget ${pause.budget === null ? "" : `of ${ofBudget(pause.budget)} `}is full`,
      text: budgetText(pause.budget),
    };
  if (pause?.reason === "overdraft_limit")
    return {
      title: "Stopped: the next epoch would owe more than is allowed",
      text: "Nothing more is used. Add credit, which pays what is owed first; then its service can resume the job.",
      isShort: true,
    };
  if (pause?.reason !== "insufficient_credit")
    return {
      title: "Paused",
      text: "Its service asked for the pause. Nothing is on hold and nothing is used until it resumes the job.",
    };
  const missing = pause.missing === null || pause.missing === "0" ? "Credit" : showUsd(BigInt(pause.missing), "up");
  return {
    title: `Paused for lack of credit: ${missing} ${missing === "Credit" ? "was" : "of credit was"} missing for the next epoch`,
    text: "Nothing more is used. Add credit, then let its service resume the job.",
    isShort: true,
  };
}

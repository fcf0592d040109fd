import { showUsd } from "@scrip/domain/money";
import type { Answers } from "../../../data/trpc.ts";

type Story = Answers["jobs"]["story"];
export type Epoch = Story["epochs"][number];

type Decision = Pick<Epoch, "decision" | "reason" | "missing">;

/** The decision after an epoch, in words. */
export function decisionWords({ decision, reason, missing }: Decision): string {
  if (decision === "continue") return "Go on";
  if (decision === "stop") return "Stop";
  if (decision === null) return "Not kept";
  if (reason === "insufficient_credit")
    return missing === null || missing === "0"
      ? "Pause: no credit"
      : `Pause: ${showUsd(BigInt(missing), "up")} missing`;
  if (reason === "asked") return "Pause, as asked";
  if (reason === "silent") return "Pause after silence";
  return "Stay paused";
}

const FLAG_WORDS: Record<Epoch["flags"][number], string> = {
  beyond_hold: "Cost more than was reserved",
  after_silence: "Reported after silence",
};

/** What was unusual about an epoch, in words; empty if nothing was. */
export function flagWords({ flags, ...time }: Pick<Epoch, "flags" | keyof Time>): string {
  return [...flags.map((flag) => FLAG_WORDS[flag]), ...sparedWords(time)].join("; ");
}

type Time = Pick<Epoch, "fromMs" | "untilMs" | "reportedMs">;

/** The words for reported time that is not charged. */
function sparedWords({ fromMs, untilMs, reportedMs }: Time): string[] {
  if (reportedMs <= untilMs) return [];
  return [untilMs === fromMs ? "None of the time is charged" : "Part of the time is not charged"];
}

/** Whether an epoch is highlighted. */
export function epochTone({ decision, reason, flags }: Pick<Epoch, "decision" | "reason" | "flags">): "plain" | "warn" {
  const isHalted = decision === "pause" && reason !== "asked";
  return isHalted || flags.length > 0 ? "warn" : "plain";
}

/** Why a job does not run, and what to do about it. */
export interface Halt {
  readonly title: string;
  readonly text: string;
}

/**
 * Explains why a job is paused or silent.
 * @returns `null` while it runs and after it has ended
 */
export function haltOf({ job, epochs }: Pick<Story, "job" | "epochs">): Halt | null {
  if (job.state === "silent")
    return {
      title: "Nothing is heard of this job",
      text: "It is long past the end of its epoch, so what was reserved for it was given back. If it still runs, its service should resume it; what it reports is charged all the same.",
    };
  if (job.state !== "paused") return null;
  // Reports after a pause only repeat that the job is paused, so the reason is in an earlier epoch.
  const pause = epochs.findLast(({ reason }) => reason !== null && reason !== "paused");
  if (pause?.reason !== "insufficient_credit")
    return {
      title: "Paused",
      text: "Its service asked for the pause. Nothing is reserved and nothing is charged until it resumes the job.",
    };
  const missing = pause.missing === null || pause.missing === "0" ? "Credit" : showUsd(BigInt(pause.missing), "up");
  return {
    title: `Paused for want of credit: ${missing} ${missing === "Credit" ? "was" : "of credit was"} missing for the next epoch`,
    text: "Nothing more is charged. Add credit, then let its service resume the job.",
  };
}

/** Whether bars are useful: with one epoch, or without any cost, there is nothing to compare. */
export const hasBars = (epochs: readonly Pick<Epoch, "amount">[]): boolean =>
  epochs.length > 1 && epochs.some(({ amount }) => amount !== "0");

/** An epoch in one sentence, for assistive technology. */
export function epochSentence(epoch: Epoch): string {
  const notes = flagWords(epoch);
  const what = `Epoch ${epoch.leg}: ${showUsd(BigInt(epoch.amount), "exact")}, ${decisionWords(epoch).toLowerCase()}`;
  return notes === "" ? what : `${what}. ${notes}`;
}

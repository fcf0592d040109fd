import { showUsd } from "@scrip/domain/money";
import type { Answers } from "../../../data/trpc.ts";
import { exactDurationWords } from "../../../words/exact-duration-words.ts";

type Story = Pick<Answers["jobs"]["story"], "job" | "epochs" | "holds" | "unbilled">;

/** Whose fault a failure was, what is not billed, and what was released. */
export interface Failure {
  readonly title: string;
  readonly text: string;
}

/** Explains the failure of a job; `null` if it has not failed. */
export function failureOf({ job, epochs, holds, unbilled }: Story): Failure | null {
  if (job.state !== "failed") return null;
  // Reports from before faults were recorded have no reason. Time that is not billed is a failure of the platform.
  const fault = epochs.at(-1)?.reason ?? (unbilled === "0" ? null : "platform_fault");
  const parts = [billedWords(fault === "platform_fault", job, unbilled), releasedWords(holds[0]?.released)];
  return { title: TITLES[fault ?? ""] ?? "Failed", text: parts.filter((part) => part !== "").join(" ") };
}

const TITLES: Partial<Record<string, string>> = {
  platform_fault: "Failed through the platform's fault",
  user_fault: "Failed through the job's own fault",
};

function billedWords(isOurs: boolean, { reportedMs, chargeableMs }: Story["job"], unbilled: string): string {
  const spared = reportedMs - chargeableMs;
  if (spared > 0)
    return `Not billed: the last ${exactDurationWords(spared)}, which would have cost ${showUsd(BigInt(unbilled), "exact")}.`;
  if (isOurs) return "Nothing is billed beyond the epochs that had ended.";
  if (reportedMs === 0) return "Nothing is billed.";
  return `The time until it failed is billed: ${exactDurationWords(chargeableMs)}.`;
}

const releasedWords = (released = "0"): string =>
  released === "0" ? "" : `${showUsd(BigInt(released), "exact")} that was on hold was released.`;

import { least, showUsd } from "@scrip/domain/money";
import type { Answers } from "../../data/trpc.ts";

type Job = Answers["jobs"]["list"]["jobs"][number];

/** Why a job is paused. */
export type Pause = NonNullable<Job["pause"]>;

/** Why a job is paused, in so few words that a badge has room for them. */
export function pauseWords({ reason, missing }: Pause): string {
  if (reason === "insufficient_credit")
    return missing === null || missing === "0" ? "Needs credit" : `Needs ${showUsd(BigInt(missing), "up")}`;
  return WORDS[reason] ?? "Paused";
}

const WORDS: Partial<Record<Pause["reason"], string>> = {
  budget_exceeded: "Budget full",
  overdraft_limit: "Owes too much",
  price_above_limit: "At a limit",
  balance_above_limit: "At a limit",
};

/** News above the list about jobs that wait for credit. */
export interface ShortNews {
  readonly title: string;
  readonly text: string;
}

/** What to do about the jobs that are paused for lack of credit; `null` if there are none. */
export function shortNews(jobs: readonly Pick<Job, "job" | "pause">[]): ShortNews | null {
  const short = jobs.filter(
    ({ pause }) => pause?.reason === "insufficient_credit" || pause?.reason === "overdraft_limit",
  );
  const [first] = short;
  if (first === undefined) return null;
  const who = short.length === 1 ? `“${first.job}” is` : `${short.length.toLocaleString("en")} jobs are`;
  const amounts = short.map(({ pause }) => BigInt(pause?.missing ?? 0n)).filter((amount) => amount > 0n);
  const smallest = amounts.reduce(least, amounts[0] ?? 0n);
  const add = smallest === 0n ? "Add credit" : `Add at least ${showUsd(smallest, "up")}`;
  const goes = short.length === 1 ? "it goes" : "they go";
  return {
    title: `${who} paused for lack of credit`,
    text: `${add}; new credit pays what is owed first. Then ${goes} on once ${short.length === 1 ? "its" : "their"} service resumes ${short.length === 1 ? "it" : "them"}.`,
  };
}

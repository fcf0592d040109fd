import { showUsd } from "@scrip/domain/money";
import { formatGb } from "@scrip/domain/usage/storage";
import { rateWords } from "../../../words/rate-words.ts";
import { sizeWords } from "../../../words/size-words.ts";
import { dayWords } from "../../../words/time-words.ts";
import type { ResourceStorage } from "./storage-query.ts";

/** A size to the byte, such as `312.000000001 GB`. */
export const exactSizeWords = (bytes: string): string => `${formatGb(BigInt(bytes))} GB`;

type Terms = Pick<ResourceStorage, "bytes" | "included" | "rate">;

/** What is stored beside what the plan includes, such as `60 GB of 100 GB included`. */
export function includedWords({ bytes, included }: Pick<Terms, "bytes" | "included">): string {
  if (included === null) return `${sizeWords(bytes)}, all of it included`;
  if (included === "0") return sizeWords(bytes);
  const isAbove = BigInt(bytes) > BigInt(included);
  if (isAbove) return `${sizeWords(bytes)}, of which ${sizeWords(included)} are included`;
  return `${sizeWords(bytes)} of ${sizeWords(included)} included`;
}

/** What is charged at the present size, in a sentence. */
export function chargedWords({ bytes, included, rate }: Terms): string {
  if (included === null) return "The plan includes all storage, so nothing is charged.";
  const above = BigInt(bytes) - BigInt(included);
  const price = rate === null ? "its contract's price" : `${rateWords(rate)} per GB and month`;
  const when = "Each midnight (UTC) books the day before.";
  if (above <= 0n) return `Nothing is charged up to the included ${sizeWords(included)}. More costs ${price}.`;
  const what = included === "0" ? "All of it is charged" : `${sizeWords(`${above}`)} are charged`;
  return `${what} at ${price}, by the millisecond. ${when}`;
}

/** The days with a charge, in a sentence. */
export function daysWords(days: ResourceStorage["days"], now: number): string {
  const [first] = days;
  if (first === undefined) return "No day of this month is charged yet.";
  const most = days.reduce((one, other) => (BigInt(other.amount) > BigInt(one.amount) ? other : one), first);
  const count = days.length === 1 ? "One day is charged" : `${days.length} days are charged`;
  return `${count}. The most was ${showUsd(BigInt(most.amount), "nearest")}, on ${dayWords(Date.parse(most.day), now, "UTC")}.`;
}

/** The name of a project. */
export const projectWords = (project: string | null): string => project ?? "Without a project";

import { greatest, showUsd } from "@scrip/domain/money";
import { resourceWords } from "../../words/resource-words.ts";
import { dayWords } from "../../words/time-words.ts";
import type { UsageView } from "./usage-search.ts";

const WITHOUT: Record<Exclude<UsageView, "day">, string> = {
  resource: "No resource",
  project: "No project",
  member: "No member",
};

/** The name of a group of usage, such as "H100 80GB" or "No project". */
export function groupWords(view: UsageView, name: string | null): string {
  if (view === "day") return name ?? "";
  if (name === null) return WITHOUT[view];
  return view === "resource" ? resourceWords(name) : name;
}

/** A day in words, such as `21 Nov`. */
export function wordsOfDay(day: string): string {
  const noon = Date.parse(`${day}T12:00:00Z`);
  return dayWords(noon, noon, "UTC");
}

/** Describes the chart in a sentence. Amounts are micro-USD. */
export function chartWords(days: readonly string[], used: readonly bigint[]): string {
  const total = used.reduce((sum, amount) => sum + amount, 0n);
  const [first = ""] = days;
  const all = `${showUsd(total, "nearest")} was used since ${wordsOfDay(first)}`;
  const most = used.reduce(greatest, 0n);
  if (most === 0n || days.length === 1) return `${all}.`;
  const day = days[used.indexOf(most)] ?? first;
  return `${all}. The most on one day was ${showUsd(most, "nearest")}, on ${wordsOfDay(day)}.`;
}

/** A share of a total in whole percent, such as "12 %"; "< 1 %" for a smaller share that is not zero. */
export function shareWords(part: bigint, total: bigint): string {
  if (total === 0n || part === 0n) return "0 %";
  const percent = (part * 200n + total) / (total * 2n);
  return percent === 0n ? "< 1 %" : `${percent} %`;
}

import { folded, type UsageGroup } from "@scrip/domain/usage/sums";
import type { Answers } from "../../data/trpc.ts";
import type { UsageView } from "./usage-search.ts";
import { groupWords } from "./usage-words.ts";

type Sums = Answers["usage"]["sum"];

/** The colours of the chart, the largest group first. */
const COLORS = [
  "var(--series-1)",
  "var(--series-2)",
  "var(--series-3)",
  "var(--series-4)",
  "var(--series-5)",
  "var(--series-6)",
] as const;

/** A part of each bar. Amounts are micro-USD, one for each day. */
export interface ChartGroup {
  readonly name: string;
  readonly color: string;
  readonly days: readonly bigint[];
}

/**
 * The groups of the chart, the largest first: as many as there are colours, and the others as one.
 * @param view what the groups are by; the view by day shows resources
 */
export function chartGroups({ groups, others, total }: Sums, view: UsageView): ChartGroup[] {
  const by = view === "day" ? "resource" : view;
  const kept = folded(groups.map(toGroup), total.days.length, COLORS.length);
  const shown = kept.groups.map(({ name, days }, index) => ({
    name: groupWords(by, name),
    color: COLORS[index] ?? "",
    days,
  }));
  const rest = [kept.others?.days, others?.days.map(BigInt)].filter((days) => days !== undefined);
  if (rest.length === 0) return shown;
  const days = total.days.map((_, day) => rest.reduce((sum, each) => sum + (each[day] ?? 0n), 0n));
  return [...shown, { name: "Others", color: "var(--held)", days }];
}

function toGroup({ name, count, used, returned, days }: Sums["groups"][number]): UsageGroup {
  return { name, count, used: BigInt(used), returned: BigInt(returned), days: days.map(BigInt) };
}

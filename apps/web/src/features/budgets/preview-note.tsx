import { showUsd } from "@scrip/domain/money";
import { NOW_WORDS } from "./budget-words.ts";
import { type BudgetName, usePreview } from "./use-budgets.ts";

interface PreviewNoteProps {
  readonly name: BudgetName | null;
  /** Micro-USD; `null` while no amount is entered. */
  readonly cap: bigint | null;
}

/** What a budget would do now: what counts already, and what would be left. */
export function PreviewNote({ name, cap }: PreviewNoteProps) {
  const { data } = usePreview(name);
  if (name === null || data === undefined) return "The most that may be used in one window.";
  const used = BigInt(data.used);
  const already = used === 0n ? `Nothing is used ${NOW_WORDS[name.period]} yet` : alreadyWords(name, used, data.held);
  if (cap === null) return `${already}.`;
  return used >= cap
    ? `${already}: the budget is full at once.`
    : `${already}: ${showUsd(cap - used, "down")} would be left.`;
}

function alreadyWords({ period }: BudgetName, used: bigint, held: string): string {
  const open = held === "0" ? "" : `, ${showUsd(BigInt(held), "up")} of it on hold`;
  return `${showUsd(used, "up")} is used ${NOW_WORDS[period]} already${open}`;
}

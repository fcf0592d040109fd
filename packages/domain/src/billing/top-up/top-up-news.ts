import type { Instant } from "../../ledger/state/ids.ts";
import type { TopUpState } from "./review-top-up.ts";

/** A change of automatic top-up that has a notice. */
export type TopUpNews =
  | { readonly kind: "capped"; readonly window: "day" | "month"; readonly until: Instant }
  | { readonly kind: "no_card" | "stopped" | "resumed" };

/** The states in which nothing is bought before a member does something. */
const HALTED: readonly TopUpState["kind"][] = ["no_card", "stopped"];

/**
 * The notice of a change of state of automatic top-up. Payments that failed or succeeded, and settings of a member, have
 * notices of their own.
 * @returns `null` if the change has no notice
 * @source docs/rules.md#automatic-top-up
 */
export function topUpNews(before: TopUpState, after: TopUpState): TopUpNews | null {
  if (before.kind === "off" || after.kind === "off") return null;
  if (after.kind === "day_cap" || after.kind === "month_cap") {
    const isTold = before.kind === after.kind && before.until === after.until;
    return isTold ? null : { kind: "capped", window: after.kind === "day_cap" ? "day" : "month", until: after.until };
  }
  if (before.kind === after.kind) return null;
  if (after.kind === "no_card" || after.kind === "stopped") return { kind: after.kind };
  return HALTED.includes(before.kind) ? { kind: "resumed" } : null;
}

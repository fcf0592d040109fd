import { greatest, least, type Micros } from "../money/index.ts";

/**
 * How much credit an organization has, for the people who are notified of changes: `new` before its first credit, `enough`,
 * `low` below its threshold, `exhausted` without spendable credit.
 */
export const BALANCE_STATES = ["new", "enough", "low", "exhausted"] as const;
export type BalanceState = (typeof BALANCE_STATES)[number];

/** A change of the state of which people are notified. */
export type BalanceAlertKind = "balance.low" | "balance.exhausted" | "balance.restored";

/** The spendable credit and the debt after a command, in micro-USD. */
export interface BalanceFacts {
  readonly spendable: Micros;
  readonly owed: Micros;
}

const DOLLAR = 1_000_000n;

/**
 * The credit that ends the state `low`: the threshold and a tenth of it more, at least a dollar. A balance that moves around
 * the threshold is thus low once.
 * @param below the threshold in micro-USD; `null` for none
 */
export function enoughFrom(below: Micros | null): Micros {
  return below === null ? 0n : below + greatest(below / 10n, DOLLAR);
}

/** The credit that ends the state `exhausted`: a dollar, or the threshold if that is less. Micro-USD. */
export function restoredFrom(below: Micros | null): Micros {
  return below === null ? DOLLAR : least(below, DOLLAR);
}

/**
 * Decides the state of the balance after a command. Debt and spendable credit exclude each other, so no spendable credit
 * means that the organization owes, or has nothing.
 * @param below the threshold in micro-USD; `null` for none
 * @source docs/rules.md#alerts-about-the-balance
 */
export function balanceStateAfter(
  state: BalanceState,
  { spendable, owed }: BalanceFacts,
  below: Micros | null,
): BalanceState {
  if (spendable <= 0n) return state === "new" && owed === 0n ? "new" : "exhausted";
  switch (state) {
    case "enough":
      return below !== null && spendable < below ? "low" : "enough";
    case "exhausted":
      if (spendable < restoredFrom(below)) return "exhausted";
      break;
    case "new":
    case "low":
      break;
  }
  return spendable >= enoughFrom(below) ? "enough" : "low";
}

/** The alert of a change of the state; `null` if people are not notified of it. */
export function balanceAlert(before: BalanceState, after: BalanceState): BalanceAlertKind | null {
  if (before === after) return null;
  if (after === "exhausted") return "balance.exhausted";
  if (before === "exhausted") return "balance.restored";
  return before === "enough" ? "balance.low" : null;
}

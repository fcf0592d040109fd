import { formatUsd, greatest, type Micros } from "../../money/index.ts";
import type { Draft } from "./draft.ts";
import { type RuleRefusal, refuse } from "./rule.ts";

/**
 * The credit that is missing for work of a price. At zero, that is without spendable credit or with an open debt, no
 * work is covered, also if its price rounds to 0. New credit pays debts first, so the missing amount includes them.
 * @param needed the price of the work, in micro-USD
 * @param own the open credit of the work's own hold, in micro-USD; below zero what other work will take of free credit
 * @returns micro-USD; zero exactly if credit covers the work
 * @source docs/rules.md#at-zero
 */
export function missingCredit(draft: Draft, needed: Micros, own: Micros = 0n): Micros {
  const { owed } = draft;
  const spendable = draft.spendable() + own;
  if (owed === 0n && spendable > 0n && needed <= spendable) return 0n;
  const beyond = greatest(-spendable, 0n);
  return owed + beyond + greatest(needed - greatest(spendable, 0n), 1n);
}

/**
 * Checks that spendable credit covers an amount, in micro-USD.
 * @returns `null`, or the refusal `insufficient_credit` with the missing amount
 * @source docs/rules.md#at-zero
 */
export function checkCredit(draft: Draft, required: Micros): RuleRefusal | null {
  const missing = missingCredit(draft, required);
  return missing === 0n ? null : insufficientCredit(draft, required, missing);
}

/** Refuses work with `insufficient_credit`. Amounts in micro-USD. */
export function insufficientCredit(
  draft: Draft,
  required: Micros,
  missing: Micros,
  { spendable, owed }: FreeAndOwed = { spendable: draft.spendable(), owed: draft.owed },
): RuleRefusal {
  const message =
    `Not enough credit: ${situation(required, spendable, owed)}. ` +
    `Add at least ${formatUsd(missing)} and try again with a new idempotency key.`;
  return refuse("insufficient_credit", message, {
    required: String(required),
    spendable: String(spendable),
    missing: String(missing),
  });
}

/** Credit that may be spent, and debt, in micro-USD. */
export interface FreeAndOwed {
  readonly spendable: Micros;
  readonly owed: Micros;
}

/**
 * The credit and the debt as they are once the time of work without a hold is settled.
 * @source docs/rules.md#accrued
 */
export function onceSettled(draft: Draft): FreeAndOwed {
  const spendable = draft.spendable();
  const { accrued, owed } = draft;
  return { spendable: greatest(spendable - accrued, 0n), owed: owed + greatest(accrued - spendable, 0n) };
}

function situation(required: Micros, spendable: Micros, owed: Micros): string {
  const available = `${formatUsd(required)} is needed and ${formatUsd(spendable)} is available`;
  return owed === 0n ? available : `${available}, and ${formatUsd(owed)} is owed`;
}

import { MAX_AMOUNT, MAX_BALANCE } from "@scrip/domain/money";
import type { CommandAct, Step } from "./step.fixture.ts";

const FULL = Number(MAX_BALANCE / MAX_AMOUNT) - 1;
const ALONE = { org: 0, joins: true, within: false, keyed: false, twice: false };

/**
 * A sequence near the limits: the first organization has nearly the largest balance, or owes it, and amounts and jobs of
 * all steps are nearly the largest.
 */
export function atTheLimits(steps: readonly Step[], isDebt: boolean): Step[] {
  const first: CommandAct = isDebt
    ? { do: "charge", amount: MAX_AMOUNT, owe: true, label: null }
    : { do: "grant", amount: MAX_AMOUNT, source: "purchase", paid: true, inMs: 0, lastsMs: null, sameKey: false };
  const full: Step[] = Array.from({ length: FULL }, () => ({ ...ALONE, act: first }));
  return [...full, ...steps.map((step) => ({ ...step, act: large(step.act) }))];
}

/** The same act with an amount or a job that is nearly the largest. */
function large(act: Step["act"]): Step["act"] {
  if (act.do === "grant" || act.do === "charge" || act.do === "hold")
    return { ...act, amount: MAX_AMOUNT - act.amount };
  if (act.do === "run") return { ...act, unitsMilli: act.unitsMilli * 250_000 };
  return act.do === "start" ? { ...act, unitsMilli: act.unitsMilli * 250_000 } : act;
}

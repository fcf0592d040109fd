import type { Micros } from "../../money/index.ts";
import type { Draft } from "./draft.ts";
import type { Charge, Metered } from "./entry.ts";
import type { Id } from "./ids.ts";

/** Records a charge of a plain amount, without a meter. Micro-USD. */
export function bareCharge(
  draft: Draft,
  command: { id: Id; amount: Micros },
  names: Partial<Pick<Charge, "holdId" | "resource" | "project" | "member">>,
): Charge {
  const charge: Charge = {
    id: command.id,
    jobId: null,
    leg: 1,
    holdId: null,
    resource: null,
    rate: null,
    unitsMilli: null,
    reportedMs: null,
    chargeableMs: null,
    amount: command.amount,
    flags: [],
    project: null,
    member: null,
    at: draft.at,
    metered: null,
    ...names,
  };
  draft.charges.push(charge);
  return charge;
}

/** The terms of a charge of a meter. Micro-USD. */
export interface MeteredTerms
  extends Pick<Charge, "id" | "leg" | "resource" | "rate" | "unitsMilli" | "amount" | "flags" | "project" | "member"> {
  readonly metered: Metered;
}

/**
 * Records a charge of a meter and takes it from free credit in burn order. The part that credit does not cover becomes a
 * debt. The charge has an entry of its own, unless its amount is zero.
 * @returns the part that became owed, in micro-USD
 */
export function chargeMeter(draft: Draft, terms: MeteredTerms): Micros {
  const charge: Charge = { jobId: null, holdId: null, reportedMs: null, chargeableMs: null, at: draft.at, ...terms };
  draft.charges.push(charge);
  const uncovered = draft.spend(charge.amount);
  owe(draft, uncovered);
  draft.enter("charged", { type: "charge", charge });
  return uncovered;
}

/** Turns the part of the draft's last charge that credit did not cover into a debt. Micro-USD. */
export function owe(draft: Draft, amount: Micros): void {
  if (amount === 0n || draft.charge === null) return;
  const debtId = draft.charge.id;
  draft.put({ debt: { id: debtId, amount, open: 0n, paid: 0n, forgiven: 0n, seq: draft.nextSeq } });
  draft.post("charge", "owed", amount, { debtId });
}

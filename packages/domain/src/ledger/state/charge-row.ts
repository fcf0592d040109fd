import type { Micros } from "../../money/index.ts";
import type { Draft } from "./draft.ts";
import type { Charge } from "./entry.ts";
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
    ...names,
  };
  draft.charge = charge;
  return charge;
}

/** Turns the part of the draft's charge that credit did not cover into a debt. Micro-USD. */
export function owe(draft: Draft, amount: Micros): void {
  if (amount === 0n || draft.charge === null) return;
  const debtId = draft.charge.id;
  draft.put({ debt: { id: debtId, amount, open: 0n, paid: 0n, forgiven: 0n, seq: draft.nextSeq } });
  draft.post("charge", "owed", amount, { debtId });
}

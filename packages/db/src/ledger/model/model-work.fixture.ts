import { DUE_KINDS } from "@scrip/domain/due";
import { least } from "@scrip/domain/money";
import { commandOf, dueId } from "../../due/advance-clock.test-support.ts";
import type { DueWork } from "../../due/due-work.ts";
import type { ModelOrganization } from "./model.fixture.ts";

/** Advances the clock of a model, and runs the work that is due on the way. */
export function advanceModel(model: ModelOrganization, to: number): { at: number; ran: number } {
  for (let ran = 0; ; ran += 1) {
    const [next] = [...model.due.values()]
      .filter(({ dueAt }) => dueAt <= to)
      .sort((a, b) => a.dueAt - b.dueAt || rankOf(a) - rankOf(b) || (a.refId < b.refId ? -1 : 1));
    model.now = Math.max(model.now, next?.dueAt ?? to);
    if (next === undefined) return { at: model.now, ran };
    // Automatic top-up is asked without a card, so that it stops.
    if (next.kind === "start_topup") model.due.delete(`${next.kind} ${next.refId}`);
    else runWork(model, next, ran);
  }
}

/** The place of due work among the work of one instant. */
function rankOf({ kind }: DueWork): number {
  return DUE_KINDS.indexOf(kind);
}

/**
 * Runs due work in the model. What a late report has made smaller in a month of storage is given back from the last charges
 * of its meter, as far as they were not refunded before.
 * @param ran the number of works that ran before in the advance
 */
function runWork(model: ModelOrganization, work: DueWork, ran: number): void {
  const command = commandOf(work, dueId(work.kind, work.refId, model.now, ran));
  const outcome = model.submit(command, null);
  if (command.kind !== "settleStorage" || !outcome.ok || !("left" in outcome.answer)) return;
  if (outcome.answer.left !== "steps") return;
  const booked = model.submit({ ...command, corrects: true }, null);
  let left = booked.ok && "excess" in booked.answer ? BigInt(booked.answer.excess) : 0n;
  const charges = model.charges
    .map(({ charge }) => charge)
    .filter(({ metered, amount }) => metered?.meter === "storage" && metered.meterId === work.refId && amount > 0n)
    .toSorted((a, b) => (b.leg ?? 0) - (a.leg ?? 0));
  for (const { id: chargeId, amount } of charges) {
    if (left === 0n) return;
    left -= giveBack(model, work, { chargeId, amount: least(left, amount), ran });
  }
}

interface Refund {
  readonly chargeId: string;
  readonly amount: bigint;
  readonly ran: number;
}

function giveBack(model: ModelOrganization, { orgId }: DueWork, { chargeId, amount, ran }: Refund): bigint {
  const id = dueId("refundCharge", chargeId, model.now, ran);
  const base = { kind: "refundCharge", orgId, id, actor: { type: "system", id: null }, chargeId } as const;
  const outcome = model.submit({ ...base, amount }, null);
  if (outcome.ok) return amount;
  const most = outcome.refusal.code === "beyond_charge" ? BigInt(outcome.refusal.data.refundable) : 0n;
  return most > 0n && model.submit({ ...base, amount: most }, null).ok ? most : 0n;
}

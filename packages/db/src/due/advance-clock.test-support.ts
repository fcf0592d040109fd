import { hash } from "node:crypto";
import type { DueKind } from "@scrip/domain/due";
import type { Actor, Command, Instant, RefundCharge, SettleStorage } from "@scrip/domain/ledger";
import { least, type Micros } from "@scrip/domain/money";
import type { Query } from "../connection/query.ts";
import { inTransaction } from "../connection/transaction.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { meterCharges } from "../usage/storage/meter-charges.ts";
import type { DueWork } from "./due-work.ts";
import { stepClock } from "./step-clock.ts";

// Child processes import this file too, so it must not import vitest.

const SYSTEM: Actor = { type: "system", id: null };

const TERMS: Partial<Record<DueKind, (refId: string) => object>> = {
  issue_grant: (grantId) => ({ kind: "issueScheduled", grantId }),
  expire_grant: (grantId) => ({ kind: "expireGrant", grantId }),
  expire_hold: (holdId) => ({ kind: "expireHold", holdId }),
  settle_endpoint: (endpointId) => ({ kind: "settleEndpoint", endpointId }),
  settle_minimum: (meterId) => ({ kind: "settleMinimum", meterId }),
  settle_storage: (meterId) => ({ kind: "settleStorage", meterId, corrects: false }),
};

/**
 * The command of the ledger's own due work.
 * @param id a UUIDv7, from which the ids of its rows follow
 */
export function commandOf({ orgId, kind, refId }: DueWork, id: string): Command {
  const termsOf = TERMS[kind];
  if (termsOf === undefined) throw new Error(`due work of the kind ${kind} is no command of the ledger`);
  return { orgId, id, actor: SYSTEM, ...termsOf(refId) } as Command;
}

/**
 * Makes the same id for the same command of an advance, wherever it runs.
 * @param refId the row that the command is about
 * @param at the clock's time
 * @param ran the number of works that ran before in the advance
 */
export function dueId(kind: Command["kind"] | DueKind, refId: string, at: Instant, ran: number): string {
  const hex = hash("sha256", `${kind} ${refId} ${at} ${ran}`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/**
 * Advances a test clock in tests of this package: it takes the clock's own steps and runs the ledger's due work. The
 * real advance, with its registry and announcements, and its tests are in `packages/usecases/src/due`.
 */
export async function advanceClock(
  ledger: Pick<Ledger, "route" | "within">,
  orgId: string,
  to: Instant,
): Promise<{ readonly at: Instant; readonly ran: number }> {
  for (let ran = 0; ; ran += 1) {
    const next = await ledger.route(orgId, (pool) =>
      inTransaction(pool, async (tx) => {
        const step = await stepClock(tx, orgId, to);
        if (typeof step === "string") throw new Error(`the clock does not move: ${step}`);
        if (step.due?.kind === "start_topup") await stopTopUp(tx, orgId);
        else if (step.due !== null)
          await runWork(ledger, tx, step.due, (kind, refId) => dueId(kind, refId, step.at, ran));
        return step;
      }),
    );
    if (next.due === null) return { at: next.at, ran };
  }
}

type NewId = (kind: Command["kind"] | DueKind, refId: string) => string;

/** Runs a piece of work. What a late report of a size has made smaller is given back from the last charges. */
async function runWork(ledger: Pick<Ledger, "within">, tx: Query, work: DueWork, newId: NewId): Promise<void> {
  const { orgId, kind, refId } = work;
  const command = commandOf(work, newId(kind, refId));
  const outcome = await ledger.within(tx, command, null);
  if (!outcome.ok || !("left" in outcome.answer) || outcome.answer.left !== "steps") return;
  const booked = await ledger.within(tx, { ...(command as SettleStorage), corrects: true }, null);
  let left = booked.ok ? BigInt(booked.answer.excess) : 0n;
  for (const { id: chargeId, amount } of await meterCharges(tx, orgId, refId)) {
    if (left === 0n) return;
    const refund = {
      kind: "refundCharge",
      orgId,
      actor: SYSTEM,
      id: newId("refundCharge", chargeId),
      chargeId,
    } as const;
    left -= await giveBack(ledger, tx, { ...refund, amount: least(left, amount) });
  }
}

/** Refunds as much of a charge as was not refunded before. @returns micro-USD */
async function giveBack(ledger: Pick<Ledger, "within">, tx: Query, command: RefundCharge): Promise<Micros> {
  const outcome = await ledger.within(tx, command, null);
  if (outcome.ok) return command.amount;
  const amount = outcome.refusal.code === "beyond_charge" ? BigInt(outcome.refusal.data.refundable) : 0n;
  return amount === 0n ? 0n : giveBack(ledger, tx, { ...command, amount });
}

/** What automatic top-up does without a card. */
async function stopTopUp(tx: Query, orgId: string): Promise<void> {
  await tx({ text: "DELETE FROM due WHERE org_id = $1 AND kind = 'start_topup'", values: [orgId] });
  await tx({ text: "UPDATE top_ups SET state = 'no_card' WHERE org_id = $1", values: [orgId] });
}

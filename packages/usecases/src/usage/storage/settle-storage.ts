import { inTransaction, type Query } from "@scrip/db/connection";
import type { DueWork } from "@scrip/db/due";
import type { Ledger } from "@scrip/db/ledger";
import { meterCharges } from "@scrip/db/usage";
import type { RefundCharge, SettleStorage } from "@scrip/domain/ledger";
import { least } from "@scrip/domain/money";
import { commandBase } from "../../command-base.ts";

/** The command that books a meter of storage. */
export function settleStorageCommand(work: DueWork): SettleStorage {
  return { ...commandBase(work), kind: "settleStorage", meterId: work.refId, corrects: false };
}

/**
 * Books a meter of storage whose month a late report has made smaller: gives back the difference, from its last charges,
 * in the transaction of the booking. What an operator has given back of a charge already is not given back again.
 * @source docs/rules.md#late-sizes
 */
export async function settleStorage({ ledger }: { readonly ledger: Ledger }, work: DueWork): Promise<void> {
  const committed = await ledger.route(work.orgId, (pool) =>
    inTransaction(pool, async (tx) => {
      const outcome = await ledger.within(tx, { ...settleStorageCommand(work), corrects: true }, null);
      if (outcome.ok) await giveBack(ledger, tx, work, BigInt(outcome.answer.excess));
      return tx;
    }),
  );
  ledger.committed(committed);
}

async function giveBack(ledger: Ledger, tx: Query, work: DueWork, excess: bigint): Promise<void> {
  let left = excess;
  if (left === 0n) return;
  for (const { id, amount } of await meterCharges(tx, work.orgId, work.refId)) {
    if (left === 0n) return;
    left -= await refund(ledger, tx, {
      ...commandBase(work),
      kind: "refundCharge",
      chargeId: id,
      amount: least(left, amount),
    });
  }
}

/** Refunds a charge, as far as it was not refunded before. @returns micro-USD */
async function refund(ledger: Ledger, tx: Query, command: RefundCharge): Promise<bigint> {
  const outcome = await ledger.within(tx, command, null);
  if (outcome.ok) return command.amount;
  if (outcome.refusal.code !== "beyond_charge") return 0n;
  const amount = BigInt(outcome.refusal.data.refundable);
  return amount === 0n ? 0n : refund(ledger, tx, { ...command, amount });
}

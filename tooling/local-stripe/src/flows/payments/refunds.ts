import { newBalanceTransaction } from "../../objects/charge.ts";
import { newId } from "../../protocol/ids.ts";
import type { Metadata } from "../../protocol/metadata.ts";
import { invalid } from "../../protocol/stripe-error.ts";
import type { Charge, Refund } from "../../wire/objects.ts";
import { previousAttributes } from "../../world/changes.ts";
import type { World } from "../../world/world.ts";

export interface RefundFacts {
  /** In cents; what is left if it is not given. */
  readonly amount?: number | undefined;
  readonly reason?: Refund["reason"] | undefined;
  readonly metadata?: Metadata;
}

/** Gives back a part of a charge, or the rest of it. */
export function refundCharge(world: World, charge: Charge, { amount, reason, metadata = {} }: RefundFacts): Refund {
  const left = charge.amount - charge.amount_refunded;
  const wanted = amount ?? left;
  if (charge.status !== "succeeded") {
    throw invalid(`Charge ${charge.id} has not succeeded, so it cannot be refunded.`, {
      code: "charge_not_refundable",
    });
  }
  if (left === 0) {
    throw invalid(`Charge ${charge.id} has already been refunded.`, { code: "charge_already_refunded" });
  }
  if (charge.disputed && isTakenBack(world, charge)) {
    throw invalid(`Charge ${charge.id} has been charged back; cannot issue a refund.`, { code: "charge_disputed" });
  }
  if (wanted > left) {
    const message = `Refund amount (${dollars(wanted)}) is greater than unrefunded amount on charge (${dollars(left)})`;
    throw invalid(message, { param: "amount" });
  }
  return make(world, charge, wanted, reason ?? null, metadata);
}

function make(world: World, charge: Charge, amount: number, reason: Refund["reason"], metadata: Metadata): Refund {
  const created = world.nowOf(charge.customer);
  const id = newId(charge.id.startsWith("py") ? "pyr" : "re");
  const description = `REFUND FOR CHARGE (${charge.description ?? "Payment"})`;
  const { currency } = charge;
  const transaction = world.put(
    newBalanceTransaction({
      amount: -amount,
      fee: 0,
      created,
      currency,
      description,
      source: id,
      type: charge.id.startsWith("py") ? "payment_refund" : "refund",
      category: "refund",
    }),
  );
  const refund: Refund = {
    id,
    object: "refund",
    amount,
    balance_transaction: transaction.id,
    charge: charge.id,
    created,
    currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: {
      card: { reference_status: "pending", reference_type: "acquirer_reference_number", type: "refund" },
      type: "card",
    },
    metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: "succeeded",
    transfer_reversal: null,
  };
  world.create(refund, "refund.created");
  const amount_refunded = charge.amount_refunded + amount;
  const change = { amount_refunded, refunded: amount_refunded === charge.amount };
  const before = { amount_refunded: charge.amount_refunded, ...(change.refunded ? { refunded: false } : {}) };
  world.emit("charge.refunded", world.put({ ...charge, ...change }), before);
  const reference = { reference: refund.id.slice(-12), reference_status: "available" };
  const card = { ...reference, reference_type: "acquirer_reference_number", type: "refund" } as const;
  announce(world, refund, { destination_details: { card, type: "card" } });
  return refund;
}

/** A refund that the bank could not carry out: the money is back in the balance. */
export function failRefund(world: World, refund: Refund, reason: string): Refund {
  if (refund.status !== "succeeded" && refund.status !== "pending") {
    throw invalid(`The refund ${refund.id} is ${refund.status}.`);
  }
  const charge = world.get("charge", refund.charge ?? "");
  const { amount, currency, id } = refund;
  const created = world.nowOf(charge.customer);
  const transaction = world.put(
    newBalanceTransaction({
      amount,
      fee: 0,
      created,
      currency,
      description: "REFUND FAILURE",
      source: id,
      type: "refund_failure",
      category: "refund_failure",
    }),
  );
  const change = { status: "failed", failure_reason: reason, failure_balance_transaction: transaction.id };
  const failed = announce(world, refund, change);
  world.emit("refund.failed", failed);
  const amount_refunded = charge.amount_refunded - amount;
  world.update(charge, { amount_refunded, refunded: false }, "charge.updated");
  return failed;
}

/** A changed refund has two events: its own, and one of its charge. */
function announce(world: World, refund: Refund, change: Partial<Refund>): Refund {
  const updated = world.update(refund, change, "refund.updated");
  world.emit("charge.refund.updated", updated, previousAttributes(refund, updated));
  return updated;
}

/** A dispute took the money already, or is about to. */
function isTakenBack(world: World, charge: Charge): boolean {
  const dispute = world.all("dispute").find((found) => found.charge === charge.id);
  return dispute !== undefined && !dispute.is_charge_refundable && dispute.status !== "won";
}

function dollars(cents: number): string {
  return `$${(cents / 100).toFixed(2)}`;
}

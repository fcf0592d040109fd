import { newBalanceTransaction } from "../../objects/charge.ts";
import { newDispute } from "../../objects/dispute.ts";
import { invalid } from "../../protocol/stripe-error.ts";
import type { Charge, Dispute } from "../../wire/objects.ts";
import type { World } from "../../world/world.ts";

const FEE = 1500;

export interface DisputeFacts {
  readonly reason: string;
  /** A question of the bank, which takes no money. */
  readonly isInquiry?: boolean;
  /** What is disputed, in cents; what was not refunded if it is not given. */
  readonly amount?: number | undefined;
}

/** The customer disputes a charge: the bank takes the money and a fee until it decides. */
export function openDispute(world: World, charge: Charge, facts: DisputeFacts): Dispute {
  const { reason, isInquiry = false, amount = charge.amount - charge.amount_refunded } = facts;
  if (charge.disputed)
    throw invalid(`The charge ${charge.id} is disputed already.`, { code: "charge_already_disputed" });
  if (charge.status !== "succeeded") throw invalid(`The charge ${charge.id} did not succeed.`);
  if (amount <= 0 || amount > charge.amount)
    throw invalid("The amount of a dispute is above 0 and at most the charge.");
  const created = world.nowOf(charge.customer);
  const opened = world.create(newDispute(charge, created, amount, reason, isInquiry), "charge.dispute.created");
  world.update(world.get("charge", charge.id), { disputed: true }, "charge.updated");
  return isInquiry ? opened : moveFunds(world, opened, -amount, FEE, "charge.dispute.funds_withdrawn");
}

/** The bank decided. A dispute that is won gives the money back, and not the fee. */
export function closeDispute(world: World, dispute: Dispute, outcome: "won" | "lost"): Dispute {
  if (!OPEN.has(dispute.status)) throw invalid(`The dispute ${dispute.id} is closed: ${dispute.status}.`);
  const isInquiry = dispute.status.startsWith("warning");
  const status = isInquiry && outcome === "won" ? "warning_closed" : outcome;
  const decided = world.put({ ...dispute, status, is_charge_refundable: false } satisfies Dispute);
  if (isInquiry && outcome === "lost")
    moveFunds(world, decided, -dispute.amount, FEE, "charge.dispute.funds_withdrawn");
  if (!isInquiry && outcome === "won") moveFunds(world, decided, dispute.amount, 0, "charge.dispute.funds_reinstated");
  const closed = world.get("dispute", dispute.id);
  world.emit("charge.dispute.closed", closed);
  return closed;
}

/** Sends the evidence to the bank. */
export function submitEvidence(world: World, dispute: Dispute): Dispute {
  const { evidence_details } = dispute;
  const change = {
    status: dispute.status === "warning_needs_response" ? "warning_under_review" : "under_review",
    evidence_details: {
      ...evidence_details,
      has_evidence: true,
      submission_count: evidence_details.submission_count + 1,
      submission_method: "manual",
    },
  } as const;
  return world.update(dispute, change, "charge.dispute.updated");
}

const OPEN = new Set<string>(["needs_response", "under_review", "warning_needs_response", "warning_under_review"]);

function moveFunds(world: World, dispute: Dispute, amount: number, fee: number, type: string): Dispute {
  const charge = world.get("charge", dispute.charge);
  const transaction = world.put(
    newBalanceTransaction({
      amount,
      fee,
      created: world.nowOf(charge.customer),
      currency: dispute.currency,
      description: `Chargeback ${amount < 0 ? "withdrawal" : "reversal"} for ${dispute.charge}`,
      source: dispute.id,
      type: "adjustment",
      category: amount < 0 ? "dispute" : "dispute_reversal",
    }),
  );
  return world.become(dispute, { balance_transactions: [...dispute.balance_transactions, transaction] }, type);
}

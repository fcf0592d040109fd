import { afterAll, expect, it } from "vitest";
import { failureOf, openStripe } from "./testing/open-stripe.ts";

const { local, stripe, newEvents } = await openStripe();
afterAll(() => local.stop());

const paidCharge = async (amount: number, card = "pm_card_visa") => {
  const intent = await stripe.paymentIntents.create({ amount, currency: "usd", payment_method: card, confirm: true });
  newEvents();
  return { intent: intent.id, charge: intent.latest_charge as string };
};
const refundEvents = (): { type: string; amount_refunded: number; previous: unknown }[] =>
  local.control
    .events()
    .filter(({ type }) => type === "charge.refunded")
    .map(({ type, data }) => ({
      type,
      amount_refunded: (data.object as { amount_refunded: number }).amount_refunded,
      previous: data.previous_attributes,
    }));

it("adds up partial refunds of $2 and $3", async () => {
  const { intent, charge } = await paidCharge(1000);
  await stripe.refunds.create({ payment_intent: intent, amount: 200, metadata: { n: "1" } });
  expect(newEvents()).toEqual(["refund.created", "charge.refunded", "refund.updated", "charge.refund.updated"]);
  await stripe.refunds.create({ payment_intent: intent, amount: 300 });
  expect(await stripe.charges.retrieve(charge, { expand: ["refunds"] })).toMatchObject({
    amount_refunded: 500,
    refunded: false,
    refunds: { data: [{ amount: 300 }, { amount: 200, metadata: { n: "1" } }] },
  });
  expect(refundEvents()).toEqual([
    { type: "charge.refunded", amount_refunded: 200, previous: { amount_refunded: 0 } },
    { type: "charge.refunded", amount_refunded: 500, previous: { amount_refunded: 200 } },
  ]);
  const error = await failureOf(stripe.refunds.create({ payment_intent: intent, amount: 501 }));
  expect(error.message).toBe("Refund amount ($5.01) is greater than unrefunded amount on charge ($5.00)");
  await stripe.refunds.create({ charge });
  expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 1000, refunded: true });
  await expect(stripe.refunds.create({ charge })).rejects.toMatchObject({ code: "charge_already_refunded" });
});

it("disputes what was not refunded, and gives it back when the dispute is won", async () => {
  const { charge } = await paidCharge(1000);
  await stripe.refunds.create({ charge, amount: 200 });
  newEvents();
  const dispute = await local.control.openDispute(charge);
  expect(newEvents()).toEqual(["charge.dispute.created", "charge.updated", "charge.dispute.funds_withdrawn"]);
  expect(await stripe.disputes.retrieve(dispute.id)).toMatchObject({
    amount: 800,
    status: "needs_response",
    balance_transactions: [{ amount: -800, fee: 1500 }],
  });
  await expect(stripe.refunds.create({ charge })).rejects.toMatchObject({ code: "charge_disputed" });
  await local.control.closeDispute(dispute.id, "won");
  expect(newEvents()).toEqual(["charge.dispute.funds_reinstated", "charge.dispute.closed"]);
  expect(await stripe.disputes.retrieve(dispute.id)).toMatchObject({ status: "won" });
  expect(await stripe.charges.retrieve(charge)).toMatchObject({ disputed: true, amount_refunded: 200 });
});

it("opens a dispute by card, takes evidence, and loses", async () => {
  const { charge } = await paidCharge(700, "pm_card_createDispute");
  const [dispute] = (await stripe.disputes.list({ charge })).data;
  const answered = await stripe.disputes.update(dispute?.id ?? "", {
    evidence: { uncategorized_text: "It was used." },
  });
  expect(answered).toMatchObject({
    status: "under_review",
    evidence_details: { has_evidence: true, submission_count: 1 },
  });
  await local.control.closeDispute(answered.id, "lost");
  expect(newEvents().slice(-1)).toEqual(["charge.dispute.closed"]);
  await expect(local.control.closeDispute(answered.id, "won")).rejects.toThrow("is closed");
});

it("takes back a refund that the bank could not carry out", async () => {
  const { charge } = await paidCharge(900);
  const refund = await stripe.refunds.create({ charge, amount: 400 });
  newEvents();
  await local.control.failRefund(refund.id);
  expect(newEvents()).toEqual(["refund.updated", "charge.refund.updated", "refund.failed", "charge.updated"]);
  expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({
    status: "failed",
    failure_reason: "lost_or_stolen_card",
  });
  expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 0 });
});

import { usd } from "@scrip/domain/money";
import { afterAll, expect, it } from "vitest";
import {
  BillingAccountEntity,
  claimCustomer,
  claimPayment,
  GatewayEventEntity,
  insertAttempt,
  insertDecision,
  insertDispute,
  insertRefund,
  moveAttempt,
  type NewAttempt,
  putTaking,
} from "../../../billing/index.ts";
import { inOrganization, inPlatform } from "../../../connection/in-home.ts";
import { newId } from "../../../connection/new-id.ts";
import { setDue } from "../../../due/set-due.ts";
import { lockOrganization } from "../../../organizations/index.ts";
import { testDatabase } from "../../../testing/index.ts";
import { Account, appLedger } from "../../an-account.test-support.ts";
import { openUnlocked } from "./open-unlocked.fixture.ts";

const NOWHERE = "00000000-0000-7000-8000-999999999999";
const SYSTEM = { type: "system", id: null } as const;

const database = await testDatabase();
const owner = await database.open("owner");
const ledger = appLedger(database);
const account = await Account.open(await database.open("app"), ledger);
const { orgId } = account;
const customer = { id: "cus_1", orgId, livemode: false };
const { paid, parked, open } = await somePayments();
const unlocked = await openUnlocked(database);
afterAll(() => Promise.all([unlocked.close(), ledger.close()]));

/**
 * A purchase of $20 at 19 % with a bonus of $2, of which $5.95 were refunded and $2.38 are disputed; an attempt that is
 * parked, which another one booked; and one that is open.
 */
async function somePayments() {
  const credit = { source: "purchase", grantKind: "paid", businessKey: "stripe:pi_1" } as const;
  const { grant } = await account.grant("20", credit);
  const extra = { source: "purchase", grantKind: "promotional", businessKey: "stripe:pi_1:bonus" } as const;
  const { grant: bonus } = await account.grant("2", extra);
  const { grant: other } = await account.grant("5", { ...credit, businessKey: "stripe:pi_2" });
  await account.run("revokeGrant", { grantId: grant, amount: usd("7.00") });
  await account.run("revokeGrant", { grantId: bonus, amount: usd("0.70") });
  const attempts = await inOrganization(owner.organizations, orgId, async (tx) => {
    const locked = await lockOrganization(tx, orgId);
    if (locked === null) throw new Error("the organization is gone");
    const { time } = locked;
    const made = (amounts: Pick<NewAttempt, "net" | "tax" | "gross">, bonusOf: bigint | null = null) =>
      insertAttempt(tx, locked, {
        id: newId(),
        purpose: "purchase",
        way: "page",
        ...amounts,
        sale: {},
        bonus: bonusOf,
        bonusDays: bonusOf === null ? null : 30,
        customer: customer.id,
        livemode: false,
        subscriptionId: null,
        month: null,
        try: null,
        actorType: "system",
        actorId: null,
        idempotencyKey: null,
        payloadHash: null,
        method: null,
        fingerprint: null,
        paidWith: null,
      });
    const submittedAt = time;
    await tx.repository(BillingAccountEntity).insert({ orgId, customer: customer.id, livemode: false });
    const first = await made({ net: usd("20.00"), tax: usd("3.80"), gross: usd("23.80") }, usd("2.00"));
    await moveAttempt(tx, first, ["submitted"], { submittedAt });
    await moveAttempt(tx, first, ["succeeded"], { endedAt: time, paymentId: "pi_1", grantId: grant });
    const five = { net: usd("5.00"), tax: 0n, gross: usd("5.00") };
    const waits = await made(five);
    await moveAttempt(tx, waits, ["submitted"], { submittedAt });
    await moveAttempt(tx, waits, ["unknown"], {});
    await moveAttempt(tx, waits, ["parked"], { paymentId: "pi_2", why: "amount" });
    const books = await made(five);
    await moveAttempt(tx, books, ["submitted"], { submittedAt });
    await moveAttempt(tx, books, ["unknown"], {});
    await moveAttempt(tx, books, ["succeeded"], { endedAt: time, paymentId: "pi_2", grantId: other });
    const by = { operatorId: newId(), reason: "a test", at: time };
    await insertDecision(tx, { orgId, attemptId: waits.id, decision: "accepted", bookedBy: books.id, ...by });
    const last = await made(five);
    await setDue(tx, {
      orgId,
      kind: "resolve_attempt",
      refId: last.id,
      onTestClock: locked.onTestClock,
      dueAt: time.getTime(),
    });
    const refund = { orgId, attemptId: first.id, gross: usd("5.95"), tax: usd("0.95"), net: usd("5.00") };
    const state = { state: "succeeded", gatewayId: "re_1", at: time, endedAt: time, why: null } as const;
    await insertRefund(tx, { ...refund, ...state, id: newId(), reason: null, actor: SYSTEM, time });
    const about = { orgId, attemptId: first.id };
    const dispute = {
      gross: usd("2.38"),
      state: "open",
      reason: "fraudulent",
      openedAt: time,
      closedAt: null,
    } as const;
    await insertDispute(tx, { id: "dp_1", ...about, ...dispute });
    await putTaking(tx, { ...about, grantId: grant, amount: usd("7.00") });
    await putTaking(tx, { ...about, grantId: bonus, amount: usd("0.70") });
    return { paid: first.id, parked: waits.id, open: last.id };
  });
  await inPlatform(owner.platform, async (tx) => {
    await claimCustomer(tx, customer);
    await claimPayment(tx, { id: "pi_1", orgId, attemptId: attempts.paid });
    await claimPayment(tx, { id: "pi_2", orgId, attemptId: attempts.parked });
    const at = new Date();
    const event = { livemode: false, customer: customer.id, createdAt: at, receivedAt: at, payload: {} };
    const done = { ...event, outcome: "booked", doneAt: at } as const;
    await tx.repository(GatewayEventEntity).insert([
      { id: "evt_1", type: "payment_intent.succeeded", objectId: "pi_1", ...done },
      { id: "evt_2", type: "refund.updated", objectId: "re_1", ...done },
      { id: "evt_3", type: "charge.dispute.created", objectId: "dp_1", ...done },
      { id: "evt_4", type: "charge.dispute.updated", objectId: "dp_1", ...event, outcome: null, doneAt: null },
    ]);
    await tx.query("INSERT INTO platform_due (kind, ref, due_at) VALUES ('book_event', 'evt_4', now())");
  });
  return attempts;
}

it("finds nothing in payments, refunds and decisions as they are booked", () => {
  expect(unlocked.known.filter((finding) => /"(L21|L22|L23|L30)"|due work/.test(finding))).toEqual([]);
});

const attempt = (id: string, set: string): string => `UPDATE payment_attempts SET ${set} WHERE id = '${id}'`;

it.each([
  ["a state that is none", attempt(open, "state = 'lost'"), "L21 L29"],
  ["an attempt that is created was submitted", attempt(open, "submitted_at = now()"), "L21"],
  ["a payment that succeeded did not end", attempt(paid, "ended_at = NULL"), "L21"],
  ["an attempt is parked without a reason", attempt(parked, "why = NULL"), "L21"],
  ["an attempt is doubled", `INSERT INTO payment_attempts SELECT * FROM payment_attempts WHERE id = '${open}'`, "L21"],
  ["a decision about a payment that succeeded", `UPDATE attempt_decisions SET attempt_id = '${paid}'`, "L21 L22"],
  ["a decision about nothing", `UPDATE attempt_decisions SET attempt_id = '${NOWHERE}'`, "L22 L28"],
  ["a decision that is none", "UPDATE attempt_decisions SET decision = 'lost', booked_by = NULL", "L21 L22"],
  ["an accepted payment is booked by nothing", `UPDATE attempt_decisions SET booked_by = '${NOWHERE}'`, "L22"],
  ["a decision is gone", "DELETE FROM attempt_decisions", "L22"],
  ["gross is not net and tax", attempt(open, "gross = gross + 10000"), "L22"],
  ["another net sum than the credit", attempt(paid, "net = net - 10000, tax = tax + 10000"), "L22 L23"],
  ["another customer", attempt(open, "customer = 'cus_2'"), "L22"],
  ["another mode of the gateway", "UPDATE billing_accounts SET livemode = true", "L22"],
  ["another payment", attempt(paid, "payment_id = 'pi_9'"), "L22 L23"],
  ["another grant", attempt(paid, `grant_id = '${NOWHERE}'`), "L22"],
  ["no bonus", attempt(paid, "bonus = NULL"), "L22"],
  ["an attempt that succeeded is gone", `DELETE FROM payment_attempts WHERE id = '${paid}'`, "L22 L28 L30"],
  ["a payment failed after all", attempt(paid, "state = 'failed', why = 'soft_decline'"), "L22 L23"],
  ["a claim is gone", "DELETE FROM gateway_payments WHERE id = 'pi_1'", "L22 L30"],
  ["a claim of another attempt", `UPDATE gateway_payments SET attempt_id = '${open}' WHERE id = 'pi_1'`, "L22 L30"],
  ["a claim is doubled", "INSERT INTO gateway_payments SELECT * FROM gateway_payments WHERE id = 'pi_1'", "L22"],
  ["the customer is not claimed", "DELETE FROM gateway_customers", "L22"],
  ["a refund failed", "UPDATE payment_refunds SET state = 'failed'", "L23"],
  ["a refund of more", "UPDATE payment_refunds SET gross = gross + 10000, net = net + 10000", "L23"],
  ["a refund is gone", "DELETE FROM payment_refunds", "L23 L30"],
  ["a refund is doubled", "INSERT INTO payment_refunds SELECT * FROM payment_refunds", "L23"],
  ["a refund of nothing", `UPDATE payment_refunds SET attempt_id = '${NOWHERE}'`, "L23 L28"],
  ["a refund of a payment that did not succeed", `UPDATE payment_refunds SET attempt_id = '${open}'`, "L23"],
  ["a dispute was won", "UPDATE payment_disputes SET state = 'won'", "L23"],
  ["a dispute is gone", "DELETE FROM payment_disputes", "L23 L30"],
  ["more is taken back", "UPDATE payment_takings SET amount = amount + 1", "L23"],
  ["what is taken back has no row", "DELETE FROM payment_takings", "L23"],
  ["what is taken back is doubled", "INSERT INTO payment_takings SELECT * FROM payment_takings", "L23"],
  ["due work of an attempt is gone", "DELETE FROM due WHERE kind = 'resolve_attempt'", "L29"],
  [
    "due work of an attempt that is decided",
    `UPDATE due SET ref_id = '${parked}' WHERE kind = 'resolve_attempt'`,
    "L29",
  ],
  ["an event that is not booked has no work", "DELETE FROM platform_due WHERE kind = 'book_event'", "L30"],
  ["an event that is booked has work", "UPDATE gateway_events SET outcome = 'booked', done_at = now()", "L30"],
  [
    "an event is booked without an effect",
    "UPDATE gateway_events SET object_id = 'x' WHERE done_at IS NOT NULL",
    "L30",
  ],
])("%s", async (_what, statements, names) => {
  expect(await unlocked.brokenBy(statements)).toBe(names);
});

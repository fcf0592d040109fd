import type { PaymentAttemptRow } from "@scrip/db/billing";
import { parkedCases } from "@scrip/db/read/operators/parked-cases";
import { usd } from "@scrip/domain/money";
import { afterEach, describe, expect, it } from "vitest";
import { getBalance } from "../../ledger/get-balance.ts";
import { anOperator } from "../../operators/an-operator.test-support.ts";
import { RefusedError } from "../../refused.ts";
import { aPayingScenario } from "../taken-back/a-payment.test-support.ts";
import { bookMoneyTaken } from "../taken-back/book-money-taken.ts";
import { decideCase } from "./decide-case.ts";
import { retryWork } from "./retry-parked.ts";
import { type CaseStep, seeCase } from "./see-case.ts";

const { deps, control, database, aParkedPayment } = await aPayingScenario();
const owner = await database.open("owner");
const ada = await anOperator(owner, "Ada");
// No worker sends the mails of this file.
afterEach(() => owner.query("DELETE FROM platform_due WHERE kind = 'send_mail'"));

const about = ({ orgId, id: attemptId }: PaymentAttemptRow) => ({ orgId, attemptId });
const decide = (attempt: PaymentAttemptRow, step: CaseStep) =>
  decideCase(deps, ada, { ...about(attempt), step, reason: "the bank confirmed it" });
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: unknown) => (error instanceof RefusedError ? error.refusal.code : String(error)),
  );
const availableOf = async ({ orgId }: PaymentAttemptRow) => (await getBalance(deps, orgId)).available;
const listed = async ({ orgId }: PaymentAttemptRow) =>
  (await parkedCases(deps.verify, deps.homes.platform, 100)).attempts.filter((each) => each.orgId === orgId);

describe("A18 a payment of another amount than was asked for", () => {
  it("L22 is parked, and an operator who accepts it gives as much credit as was paid, once", async () => {
    const parked = await aParkedPayment("20.00", "21.00");
    expect(parked).toMatchObject({ state: "parked", why: "amount" });
    expect(await listed(parked)).toMatchObject([{ attempt: parked.id, gross: "20000000", why: "amount" }]);
    expect(await seeCase(deps, about(parked))).toMatchObject({
      steps: ["accept", "refund"],
      payment: { gross: usd("21.00") },
    });
    const [one, other] = await Promise.allSettled([decide(parked, "accept"), decide(parked, "accept")]);
    expect([one.status, other.status]).toContain("fulfilled");
    expect(await availableOf(parked)).toBe(usd("21.00"));
    expect(await listed(parked)).toEqual([]);
    expect(await codeOf(decide(parked, "refund"))).toBe("case_not_open");
  });

  it("A15 can be refunded after it was accepted, which takes its credit back", async () => {
    const parked = await aParkedPayment("20.00", "21.00");
    const booked = await decide(parked, "accept");
    const payment_intent = booked?.paymentId ?? "";
    await control.call("POST", "/v1/refunds", { payment_intent, amount: 600 });
    // An event finds the parked attempt, to which the payment belongs.
    await bookMoneyTaken(deps, parked, payment_intent);
    expect(await availableOf(parked)).toBe(usd("15.00"));
  });

  it("can be paid back, and gives no credit", async () => {
    const parked = await aParkedPayment("20.00", "19.00");
    expect(await codeOf(decide(parked, "close"))).toBe("case_not_open");
    await decide(parked, "refund");
    const { body } = await control.call("GET", "/v1/refunds", { payment_intent: parked.paymentId });
    expect((body as { data: { amount: number }[] }).data.map(({ amount }) => amount)).toEqual([1900]);
    expect(await availableOf(parked)).toBe(0n);
    expect(await listed(parked)).toEqual([]);
  });
});

describe("a refund of a parked payment that fails later", () => {
  it("opens the case again, and the next refund is another one", async () => {
    const parked = await aParkedPayment("20.00", "19.00");
    await decide(parked, "refund");
    const refundsOf = async () => {
      const { body } = await control.call("GET", "/v1/refunds", { payment_intent: parked.paymentId });
      return (body as { data: { id: string; status: string }[] }).data;
    };
    expect(await bookMoneyTaken(deps, parked, parked.paymentId ?? "")).toBe(false);
    expect(await listed(parked)).toEqual([]);
    const [first] = await refundsOf();
    await control.failRefund(first?.id ?? "");
    // The event of a failed refund, which comes twice.
    for (let n = 0; n < 2; n += 1) await bookMoneyTaken(deps, parked, parked.paymentId ?? "");
    expect(await listed(parked)).toMatchObject([{ attempt: parked.id }]);
    const work = await owner.query("SELECT kind FROM due WHERE org_id = $1 AND ref_id = $2", [parked.orgId, parked.id]);
    expect(work).toEqual([{ kind: "resolve_attempt" }]);
    await decide(parked, "refund");
    expect((await refundsOf()).map(({ status }) => status).toSorted()).toEqual(["failed", "succeeded"]);
    // Late news of the first refund.
    await bookMoneyTaken(deps, parked, parked.paymentId ?? "");
    expect(await listed(parked)).toEqual([]);
    expect(await availableOf(parked)).toBe(0n);
  });
});

describe("A5 an attempt without an outcome", () => {
  it("is closed once the gateway says that nothing was paid, and is in both audit logs with the reason", async () => {
    const parked = await aParkedPayment("20.00", null);
    expect(parked).toMatchObject({ state: "parked", why: "no_outcome" });
    expect(await codeOf(decide(parked, "accept"))).toBe("case_not_open");
    await decide(parked, "close");
    expect(await codeOf(decide(parked, "close"))).toBe("case_not_open");
    for (const [log, details, column] of [
      ["audit_entries", "audit_details", "org_id"],
      ["platform_audit_entries", "platform_audit_details", "target_id"],
    ]) {
      const using = column === "org_id" ? "org_id, seq" : "seq";
      const reasons = await owner.query<{ reason: string }[]>(
        `SELECT d.details ->> 'reason' AS reason FROM ${log} e JOIN ${details} d USING (${using})
          WHERE e.${column} = $1 AND action = 'payment.decided' AND outcome = 'done'`,
        [parked.orgId],
      );
      expect(reasons).toEqual([{ reason: "the bank confirmed it" }]);
    }
  });

  it("cannot be decided while the gateway does not answer", async () => {
    const parked = await aParkedPayment("20.00", null);
    control.addFault({ on: "GET /v1/payment_intents", when: "before", how: "drop", times: 9 });
    expect(await seeCase(deps, about(parked))).toMatchObject({ outcome: null, steps: [] });
    await expect(decide(parked, "close")).rejects.toMatchObject({ reason: "unavailable" });
    control.clearFaults();
  });
});

it("parked work is tried again when an operator asks for it", async () => {
  const parked = await aParkedPayment("20.00", null);
  const { orgId, id: refId } = parked;
  await owner.query(
    `UPDATE due SET tries = 5, problem = 'a problem', parked_at = date_trunc('milliseconds', now())
      WHERE org_id = $1 AND kind = 'resolve_attempt' AND ref_id = $2`,
    [orgId, refId],
  );
  const work = { orgId, kind: "resolve_attempt", refId, reason: "it is fixed" } as const;
  expect(await retryWork(deps, ada, work)).toBe(true);
  expect(await retryWork(deps, ada, work)).toBe(false);
});

import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { CRASH_POINTS } from "@scrip/db/connection";
import { usd } from "@scrip/domain/money";
import { afterEach, describe, expect, it } from "vitest";
import { getBalance } from "../../ledger/get-balance.ts";
import { anOperator } from "../../operators/an-operator.test-support.ts";
import { askStaffAct } from "../../operators/ask-staff-act.ts";
import { approveStaffAct } from "../../operators/decide-staff-act.ts";
import { previewStaffAct } from "../../operators/preview-staff-act.ts";
import { RefusedError } from "../../refused.ts";
import { aPayingScenario, type PaidAttempt } from "./a-payment.test-support.ts";
import type { KilledRefund } from "./killed-refund.fixture.ts";

const { deps, control, local, database, aPayment } = await aPayingScenario();
const owner = await database.open("owner");
const ada = await anOperator(owner, "Ada");
const bob = await anOperator(owner, "Bob");
// No worker sends the mails of this file.
afterEach(() => owner.query("DELETE FROM platform_due WHERE kind = 'send_mail'"));

const request = ({ attempt }: PaidAttempt, gross: string, idempotencyKey: string = randomUUID()) => {
  const act = { kind: "refund_payment", amount: usd(gross), attemptId: attempt.id } as const;
  return { org: attempt.orgId, act, reason: "the customer asked for it", idempotencyKey };
};
const refund = (payment: PaidAttempt, gross: string, key?: string) =>
  askStaffAct(deps, ada, request(payment, gross, key));
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: unknown) => (error instanceof RefusedError ? error.refusal.code : String(error)),
  );
const availableOf = async ({ attempt }: PaidAttempt) => (await getBalance(deps, attempt.orgId)).available;
const refundsAtStripe = async ({ attempt }: PaidAttempt): Promise<readonly unknown[]> => {
  const { body } = await control.call("GET", "/v1/refunds", { payment_intent: attempt.paymentId });
  return (body as { data: unknown[] }).data;
};

describe("a refund by an operator", () => {
  it("A15 pays back once, takes the credit back, and is in the audit log with its reason", async () => {
    const payment = await aPayment();
    const key = randomUUID();
    const preview = await previewStaffAct(deps, ada, request(payment, "5.00"));
    const outcomes = await Promise.all([refund(payment, "5.00", key), refund(payment, "5.00", key)]);
    expect(preview.after).toEqual(outcomes[0]?.answer?.balance);
    expect(await refundsAtStripe(payment)).toHaveLength(1);
    expect(await availableOf(payment)).toBe(usd("15.00"));
    const log = await owner.query<{ action: string; reason: string | null }[]>(
      `SELECT e.action, d.details ->> 'reason' AS reason FROM audit_entries e
        LEFT JOIN audit_details d USING (org_id, seq)
        WHERE e.org_id = $1 AND e.action LIKE 'payment.%' ORDER BY e.seq`,
      [payment.attempt.orgId],
    );
    expect(log).toEqual([
      { action: "payment.refund_asked", reason: "the customer asked for it" },
      { action: "payment.refunded", reason: null },
    ]);
  });

  it("is refused beyond what is left, with parts of a cent, and while the payment is disputed", async () => {
    const payment = await aPayment();
    await refund(payment, "12.00");
    expect(await codeOf(refund(payment, "8.01"))).toBe("refund_too_large");
    expect(await codeOf(refund(payment, "0.001"))).toBe("refund_too_large");
    expect((await previewStaffAct(deps, ada, request(payment, "8.01"))).problem).toContain("$8.00");
    await control.openDispute(payment.charge);
    await payment.book();
    expect(await codeOf(refund(payment, "1.00"))).toBe("payment_disputed");
    expect(await refundsAtStripe(payment)).toHaveLength(1);
  });

  it("of a payment whose dispute no event has told of is refused by the gateway, and takes nothing back", async () => {
    const payment = await aPayment();
    await control.openDispute(payment.charge, "fraudulent", 100);
    expect(await codeOf(refund(payment, "1.00"))).toBe("refund_refused");
    expect(await codeOf(refund(payment, "19.00"))).toBe("refund_refused");
    expect(await availableOf(payment)).toBe(usd("20.00"));
  });

  it("above the limit of one operator waits for a second one", async () => {
    const payment = await aPayment({ net: "300.00" });
    const { stored, answer } = await refund(payment, "250.00");
    expect([stored.state, answer]).toEqual(["wanted", null]);
    expect(await refundsAtStripe(payment)).toHaveLength(0);
    await approveStaffAct(deps, bob, stored.id);
    expect(await availableOf(payment)).toBe(usd("50.00"));
  });

  it("without an answer of the gateway is tried again under its key, and is paid once", async () => {
    const payment = await aPayment();
    const key = randomUUID();
    control.addFault({ on: "POST /v1/refunds", when: "after", how: "drop", times: 9 });
    await expect(refund(payment, "5.00", key)).rejects.toMatchObject({ reason: "unavailable" });
    control.clearFaults();
    await refund(payment, "5.00", key);
    expect(await refundsAtStripe(payment)).toHaveLength(1);
    expect(await availableOf(payment)).toBe(usd("15.00"));
  });
});

const PROGRAM = fileURLToPath(new URL("./killed-refund.fixture.ts", import.meta.url));
const POINTS = CRASH_POINTS.filter((point) => /^(staff_act|taken_back)\./.test(point) && point !== "staff_act.acted");

it.each(POINTS)("A1 a refund that is killed at %s is paid and booked once by the next call", async (point) => {
  const payment = await aPayment();
  const { org, idempotencyKey, act } = request(payment, "5.00");
  const { secretKey, url } = local;
  const killed: KilledRefund = {
    operator: ada,
    catalogVersion: deps.catalogVersion,
    org,
    attempt: act.attemptId,
    amount: String(act.amount),
    idempotencyKey,
    stripe: { secretKey, url },
  };
  const args = [PROGRAM, JSON.stringify(database.homeUrls.app), point, JSON.stringify(killed)];
  const [, signal] = await once(spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] }), "close");
  expect(signal).toBe("SIGKILL");
  const again = { org, act, reason: "a crash test", idempotencyKey };
  await Promise.all([askStaffAct(deps, ada, again), askStaffAct(deps, ada, again)]);
  expect(await refundsAtStripe(payment)).toHaveLength(1);
  expect(await availableOf(payment)).toBe(usd("15.00"));
});

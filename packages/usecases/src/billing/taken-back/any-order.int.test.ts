import { least, type Micros, usd } from "@scrip/domain/money";
import fc from "fast-check";
import { expect, it } from "vitest";
import { getBalance } from "../../ledger/get-balance.ts";
import { aPayingScenario, type PaidAttempt } from "./a-payment.test-support.ts";

const { deps, control, aPayment } = await aPayingScenario();

/** A share runs with every test; `npm test -- long` runs many. */
const RUNS = Number(process.env.SCRIP_PAYMENT_RUNS ?? 5);

/** What happens to a payment of $20. Amounts are cents. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("refund" as const), cents: fc.integer({ min: 1, max: 900 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("fail" as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("dispute" as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("won" as const, "lost" as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("spend" as const), cents: fc.integer({ min: 1, max: 1_500 }) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("book" as const), times: fc.integer({ min: 1, max: 3 }) }) },
);

type Step = typeof step extends fc.Arbitrary<infer Each> ? Each : never;

/** Carries out a step, as far as Stripe allows it: it refuses a refund of a disputed payment. */
async function carryOut(payment: PaidAttempt, each: Step): Promise<void> {
  const { refunds, disputes } = await deps.gateway.payments.read(payment.attempt.paymentId);
  const open = disputes.find(({ state }) => state === "open");
  switch (each.kind) {
    case "refund":
      await payment.refundAtStripe((each.cents / 100).toFixed(2)).catch(() => null);
      return;
    case "fail": {
      const last = refunds.find(({ state }) => state === "succeeded");
      if (last !== undefined && disputes.length === 0) await control.failRefund(last.id);
      return;
    }
    case "dispute":
      if (disputes.length === 0) await control.openDispute(payment.charge).catch(() => null);
      return;
    case "won":
    case "lost":
      if (open !== undefined) await control.closeDispute(open.id, each.kind);
      return;
    case "spend":
      await payment.organization.charge((each.cents / 100).toFixed(2));
      return;
    case "book":
      await Promise.all(Array.from({ length: each.times }, () => payment.book()));
  }
}

/** What Stripe's own objects take of the payment. */
async function takenAtStripe({ attempt }: PaidAttempt): Promise<Micros> {
  const { refunds, disputes } = await deps.gateway.payments.read(attempt.paymentId);
  let sum: Micros = 0n;
  for (const { state, gross } of refunds) if (state !== "failed") sum += gross;
  for (const { state, gross } of disputes) if (state !== "won") sum += gross;
  return least(sum, usd("20.00"));
}

it("A15 A16 A17 L23 whatever happens to a payment, in any order: its credit is what Stripe has left, and the rest is owed", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 9 }), async (steps) => {
      const payment = await aPayment();
      let spent: Micros = 0n;
      for (const each of steps) {
        await carryOut(payment, each);
        if (each.kind === "spend") spent += BigInt(each.cents) * 10_000n;
      }
      await payment.book();
      const taken = await takenAtStripe(payment);
      expect(await payment.takenBack()).toBe(taken);
      const { available, owed } = await getBalance(deps, payment.attempt.orgId);
      expect(available - owed).toBe(usd("20.00") - taken - spent);
      expect(available === 0n || owed === 0n).toBe(true);
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
});

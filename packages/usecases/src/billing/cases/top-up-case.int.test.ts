import { usd } from "@scrip/domain/money";
import { afterEach, expect, it } from "vitest";
import { anOperator } from "../../operators/an-operator.test-support.ts";
import { aScenario } from "../../testing/a-scenario.ts";
import { ensureAccount } from "../account/ensure-account.ts";
import { lookUpAttempt } from "../attempts/look-up-attempt.ts";
import { aStripe, HOUR, Payer, TOMORROW } from "../top-up/a-payer.test-support.ts";
import { decideCase } from "./decide-case.ts";
import type { CaseStep } from "./see-case.ts";

const { deps, database, anOrganization } = await aScenario();
const stripe = await aStripe();
const { control } = stripe.local;
const owner = await database.open("owner");
const ada = await anOperator(owner, "Ada");
// No worker sends the mails of this file.
afterEach(() => owner.query("DELETE FROM platform_due WHERE kind = 'send_mail'"));

/** An automatic top-up of $25.00 in whose name $26.00 was taken. */
async function aParkedTopUp() {
  const payer = new Payer(deps, await anOrganization({ credit: "10.00", clockAt: TOMORROW }), stripe);
  const method = await payer.addCard();
  await payer.set();
  control.addFault({ on: "POST /v1/payment_intents", when: "before", how: "drop", times: 9 });
  await payer.org.charge("1.00");
  await payer.runDue();
  control.clearFaults();
  const [attempt] = await payer.attempts();
  if (attempt === undefined) throw new Error("nothing was bought");
  const { orgId } = payer;
  const { customer } = await ensureAccount(payer.deps, orgId);
  const metadata = { scrip_org: orgId, scrip_attempt: attempt.id };
  const paid = { amount: 2600, currency: "usd", customer, payment_method: method, metadata };
  await control.call("POST", "/v1/payment_intents", { ...paid, confirm: true, off_session: true });
  const { attempt: parked } = await lookUpAttempt({ ...payer.deps, gateway: stripe.gateway }, attempt);
  expect(parked).toMatchObject({ state: "parked", why: "amount" });
  const decide = (step: CaseStep) =>
    decideCase(payer.deps, ada, { orgId, attemptId: attempt.id, step, reason: "the bank confirmed it" });
  return { payer, decide };
}

it.each([
  ["accept", "35.00"],
  ["refund", "9.00"],
] as const)("A18 L24 an automatic top-up of another amount waits for an operator: %s", async (step, available) => {
  const { payer, decide } = await aParkedTopUp();
  await payer.org.charge("0.01");
  await payer.runDue();
  // While it waits nothing else is bought.
  expect(await payer.attempts()).toHaveLength(1);
  await decide(step);
  const { balance } = (await deps.ledger.peek(payer.orgId)).ledger;
  expect(balance.available).toBe(usd(available) - usd("0.01"));
  // What was paid is a purchase, or is paid back and counts as a decline. Automatic top-up goes on.
  await payer.advanceTo(payer.org.now + HOUR);
  const bought = (await payer.attempts()).map(({ purpose, state }) => `${purpose} ${state}`);
  const next = step === "accept" ? "purchase succeeded" : "auto_topup succeeded";
  expect(bought).toEqual(["auto_topup parked", next]);
});

import { randomUUID } from "node:crypto";
import { attemptById } from "@scrip/db/billing";
import { inOrganization } from "@scrip/db/connection";
import { FinalError } from "@scrip/db/due";
import { afterAll, expect, it } from "vitest";
import { FROM_WITHIN } from "../../deps.ts";
import { anOperator } from "../../operators/an-operator.test-support.ts";
import { createContract, endContract } from "../../plans/contracts.ts";
import { aScenario } from "../../testing/a-scenario.ts";
import { ASKS } from "../asks.ts";
import { resolveAttempt } from "../attempts/resolve-attempt.ts";
import { PayingMember, withGateway } from "../plans/a-paying-organization.test-support.ts";
import { decideCase } from "./decide-case.ts";
import { seeCase } from "./see-case.ts";

const { deps, database, anOrganization } = await aScenario();
const stripe = await withGateway(deps);
const owner = await database.open("owner");
afterAll(() => stripe[Symbol.asyncDispose]());

const statuses = async (customer: string): Promise<string[]> => {
  const { body } = await stripe.local.control.call("GET", "/v1/subscriptions", { customer, status: "all" });
  return (body as { data: { status: string }[] }).data.map(({ status }) => status);
};

/** A member paid for a plan while an operator made a contract, which has ended again. */
async function aParkedPlan() {
  const { orgId } = await anOrganization({ clockAt: Date.parse("2027-06-02T10:00:00Z") });
  const member = new PayingMember(stripe, { orgId });
  await member.subscribe("page");
  const attemptId = (await member.openAttempts())[0]?.id ?? "";
  const operator = { orgId, actor: { type: "system", id: null }, from: FROM_WITHIN } as const;
  const terms = { plan: "enterprise", rates: {}, entitlements: {}, credits: [] };
  const made = { ...terms, reason: "agreed by mail", idempotencyKey: randomUUID() };
  const { contract } = await createContract(deps, operator, made);
  await member.payOnPage();
  await member.comeBack();
  await endContract(deps, operator, { idempotencyKey: randomUUID(), contract, reason: "it was a mistake" });
  const stored = await inOrganization(deps.homes.organizations, orgId, (tx) => attemptById(tx, orgId, attemptId));
  expect(stored).toMatchObject({ state: "parked", why: "plan_gone" });
  const customer = stored?.customer ?? "";
  expect(await statuses(customer)).toEqual(["active"]);
  return { orgId, member, attemptId, customer };
}

it("a payment that can start no plan leaves no subscription that charges, once the worker comes to it", async () => {
  const { orgId, attemptId, customer } = await aParkedPlan();
  const work = { orgId, kind: "resolve_attempt", refId: attemptId } as const;
  await expect(resolveAttempt(stripe.deps, work, ASKS)).rejects.toThrow(FinalError);
  expect(await statuses(customer)).toEqual(["canceled"]);
});

it("a payment that can start no plan is paid back by an operator, and the plan can be bought later", async () => {
  const { orgId, member, attemptId, customer } = await aParkedPlan();
  const ada = await anOperator(owner, "Ada");
  await decideCase(stripe.deps, ada, { orgId, attemptId, step: "refund", reason: "they have a contract" });
  expect(await statuses(customer)).toEqual(["canceled"]);
  expect(await member.plan()).toMatchObject({ plan: "free", pending: null });
  await member.subscribe("page");
  await member.payOnPage();
  await member.comeBack();
  expect(await member.plan()).toMatchObject({ plan: "pro", state: "active" });
  await owner.query("DELETE FROM platform_due WHERE kind = 'send_mail'");
});

it("L22 a payment that an operator accepts starts the plan from then on, and the plan renews by another subscription", async () => {
  const { orgId, member, attemptId, customer } = await aParkedPlan();
  await member.advanceTo("2027-06-05T08:00:00Z");
  const bob = await anOperator(owner, "Bob");
  expect(await seeCase(stripe.deps, { orgId, attemptId })).toMatchObject({ steps: ["accept", "refund"] });
  const accept = { orgId, attemptId, step: "accept", reason: "the contract was a mistake" } as const;
  const [one, other] = await Promise.allSettled([
    decideCase(stripe.deps, bob, accept),
    decideCase(stripe.deps, bob, accept),
  ]);
  expect([one.status, other.status].toSorted()).toEqual(["fulfilled", "rejected"]);
  const since = Date.parse("2027-06-05T08:00:00Z");
  expect(await member.plan()).toMatchObject({ plan: "pro", state: "active", since, pending: null });
  expect(await statuses(customer)).toEqual(["canceled"]);
  await member.useCard();
  await member.advanceTo("2027-07-05T09:00:00Z");
  expect(await member.plan()).toMatchObject({ plan: "pro", state: "active" });
  expect((await statuses(customer)).toSorted()).toEqual(["active", "canceled"]);
  const attempts = await owner.query(
    "SELECT month, state FROM payment_attempts WHERE org_id = $1 ORDER BY created_at, id",
    [orgId],
  );
  expect(attempts).toEqual([
    { month: 0, state: "parked" },
    { month: 0, state: "succeeded" },
    { month: 1, state: "succeeded" },
  ]);
  await owner.query("DELETE FROM platform_due WHERE kind = 'send_mail'");
});

it("a payment for a plan cannot be accepted while a contract is in force", async () => {
  const { orgId, attemptId } = await aParkedPlan();
  const operator = { orgId, actor: { type: "system", id: null }, from: FROM_WITHIN } as const;
  const terms = { plan: "enterprise", rates: {}, entitlements: {}, credits: [] };
  await createContract(deps, operator, { ...terms, reason: "agreed again", idempotencyKey: randomUUID() });
  expect(await seeCase(stripe.deps, { orgId, attemptId })).toMatchObject({ steps: ["refund"] });
});

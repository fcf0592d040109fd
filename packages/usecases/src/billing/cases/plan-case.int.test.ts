import { randomUUID } from "node:crypto";
import { attemptById } from "@scrip/db/billing";
import { inOrganization } from "@scrip/db/connection";
import { afterAll, expect, it } from "vitest";
import { FROM_WITHIN } from "../../deps.ts";
import { anOperator } from "../../operators/an-operator.test-support.ts";
import { createContract, endContract } from "../../plans/contracts.ts";
import { aScenario } from "../../testing/a-scenario.ts";
import { PayingMember, withGateway } from "../plans/a-paying-organization.test-support.ts";
import { decideCase } from "./decide-case.ts";

const { deps, database, anOrganization } = await aScenario();
const stripe = await withGateway(deps);
const owner = await database.open("owner");
afterAll(() => stripe[Symbol.asyncDispose]());

const statuses = async (customer: string): Promise<string[]> => {
  const { body } = await stripe.local.control.call("GET", "/v1/subscriptions", { customer, status: "all" });
  return (body as { data: { status: string }[] }).data.map(({ status }) => status);
};

it("a plan that was paid while a contract began is paid back, and can be bought later", async () => {
  const { orgId } = await anOrganization({ clockAt: Date.parse("2027-06-02T10:00:00Z") });
  const member = new PayingMember(stripe, { orgId });
  await member.subscribe("page");
  const [asked] = await member.openAttempts();
  const operator = { orgId, actor: { type: "system", id: null }, from: FROM_WITHIN } as const;
  const terms = { plan: "enterprise", rates: {}, entitlements: {}, credits: [] };
  const made = { ...terms, reason: "agreed by mail", idempotencyKey: randomUUID() };
  const { contract } = await createContract(deps, operator, made);
  await member.payOnPage();
  await member.comeBack();
  const attemptId = asked?.id ?? "";
  const stored = await inOrganization(deps.homes.organizations, orgId, (tx) => attemptById(tx, orgId, attemptId));
  expect(stored).toMatchObject({ state: "parked", why: "plan_gone" });
  const ends = { idempotencyKey: randomUUID(), contract, reason: "it was a mistake" };
  await endContract(deps, operator, ends);

  const ada = await anOperator(owner, "Ada");
  const decision = { orgId, attemptId, step: "refund", reason: "they have a contract" } as const;
  await decideCase(stripe.deps, ada, decision);
  expect(await member.plan()).toMatchObject({ plan: "free", pending: null });
  expect(await statuses(stored?.customer ?? "")).toEqual(["canceled"]);
  await member.subscribe("page");
  await member.payOnPage();
  await member.comeBack();
  expect(await member.plan()).toMatchObject({ plan: "pro", state: "active" });
  await owner.query("DELETE FROM platform_due WHERE kind = 'send_mail'");
});

import { usd } from "@scrip/domain/money";
import { afterAll, expect, it } from "vitest";
import { aScenario } from "../../testing/a-scenario.ts";
import { PayingMember, withGateway } from "../plans/a-paying-organization.test-support.ts";
import { bookMoneyTaken } from "./book-money-taken.ts";

const { deps, database, anOrganization } = await aScenario();
const stripe = await withGateway(deps);
const owner = await database.open("owner");
afterAll(() => stripe[Symbol.asyncDispose]());

const { control } = stripe.local;

/** Pro by the year since 2 June, with the credit of three months. */
async function aYear() {
  const member = new PayingMember(stripe, await anOrganization({ clockAt: Date.parse("2027-06-02T10:00:00Z") }));
  const { orgId } = member;
  await member.useCard();
  await member.subscribe("saved", { interval: "year" });
  await member.advanceTo("2027-08-03T00:00:00Z");
  const [attempt] = await owner.query<{ id: string; payment: string }[]>(
    "SELECT id, payment_id AS payment FROM payment_attempts WHERE org_id = $1",
    [orgId],
  );
  const { id = "", payment = "" } = attempt ?? {};
  const { body } = await control.call("GET", `/v1/payment_intents/${payment}`);
  const revoked = () =>
    owner.query<{ revoked: string }[]>(
      "SELECT sum(revoked + expired)::text AS gone, count(*)::int AS grants, max(revoked)::text AS most FROM grants WHERE org_id = $1 AND source = 'plan'",
      [orgId],
    );
  return {
    member,
    payment,
    charge: (body as { latest_charge: string }).latest_charge,
    book: () => bookMoneyTaken(stripe.deps, { orgId, id }, payment),
    revoked,
  };
}

it("A15 a partial refund takes from the newest grant of the period, and cancels no later one", async () => {
  const { member, payment, book, revoked } = await aYear();
  await control.call("POST", "/v1/refunds", { payment_intent: payment, amount: 500 });
  await book();
  await book();
  expect(await revoked()).toMatchObject([{ grants: 3, most: String(usd("5.00")) }]);
  await member.advanceTo("2027-09-03T00:00:00Z");
  expect(await revoked()).toMatchObject([{ grants: 4, most: String(usd("5.00")) }]);
});

it("A16 a dispute holds back later credit while it is open, and a win releases what is to come", async () => {
  const { member, charge, book, revoked } = await aYear();
  const { id } = await control.openDispute(charge);
  await book();
  await member.advanceTo("2027-09-03T00:00:00Z");
  expect(await revoked()).toMatchObject([{ grants: 3, most: String(usd("20.00")) }]);
  expect(await member.plan()).toMatchObject({ plan: "pro" });
  await control.closeDispute(id, "won");
  await book();
  await member.advanceTo("2027-10-03T00:00:00Z");
  // The months of June to August and October; September is left out.
  expect(await revoked()).toMatchObject([{ grants: 4, most: "0" }]);
});

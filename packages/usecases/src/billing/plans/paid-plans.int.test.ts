import { randomUUID } from "node:crypto";
import { publishCatalog } from "@scrip/db/catalog";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { usd } from "@scrip/domain/money";
import { afterAll, describe, expect, it } from "vitest";
import { completeJob } from "../../jobs/finish-job.ts";
import { getBalance } from "../../ledger/get-balance.ts";
import { createOrganization } from "../../organizations/create-organization.ts";
import { createContract } from "../../plans/contracts.ts";
import { aScenario } from "../../testing/a-scenario.ts";
import { Organization } from "../../testing/organization.ts";
import { PayingMember, withGateway } from "./a-paying-organization.test-support.ts";

const { deps, database } = await aScenario();
const owner = await database.open("owner");

/** A catalog that sells two plans. */
const withStudio = {
  ...tiered,
  planOrder: ["free", "pro", "studio", "enterprise"],
  plans: {
    ...tiered.plans,
    studio: {
      ...tiered.plans.pro,
      title: "Studio",
      price: { kind: "subscription", monthly: "99.00", yearly: "990.00" },
      grants: { monthly: { amount: "80.00", days: 30, atOnce: true } },
    },
  },
} as const;
const catalogVersion = await publishCatalog(deps.homes, catalogText(withStudio), deps.catalogVersion);
const stripe = await withGateway({ ...deps, catalogVersion });
afterAll(() => stripe[Symbol.asyncDispose]());

const at = (text: string): number => Date.parse(text);
const FROM = at("2027-06-02T10:00:00Z");
const HOUR = 3_600_000;

async function aMember() {
  const terms = { name: `Organization ${randomUUID()}`, idempotencyKey: randomUUID(), testClock: FROM };
  const { orgId } = await createOrganization({ ...deps, catalogVersion }, "tests", terms);
  const organization = new Organization(stripe.deps, orgId, FROM);
  return { orgId, organization, member: new PayingMember(stripe, { orgId }) };
}

/** What the local Stripe took of an organization in cents, and the states of its subscriptions there. */
async function atStripe(orgId: string) {
  const [account] = await owner.query<{ customer: string }[]>(
    "SELECT customer FROM billing_accounts WHERE org_id = $1",
    [orgId],
  );
  const customer = account?.customer;
  const read = async <Row>(path: string, more: object): Promise<Row[]> => {
    const { body } = await stripe.local.control.call("GET", path, { customer, limit: 100, ...more });
    return (body as { data: Row[] }).data;
  };
  const charges = await read<{ paid: boolean; amount: number }>("/v1/charges", {});
  const subscriptions = await read<{ status: string }>("/v1/subscriptions", { status: "all" });
  return {
    taken: charges.filter(({ paid }) => paid).map(({ amount }) => amount),
    subscriptions: subscriptions.map(({ status }) => status),
  };
}

describe("a plan by Checkout", () => {
  it("yearly at once takes the year's price and gives the credit of each month", async () => {
    const { orgId, member } = await aMember();
    await member.subscribe("page", { interval: "year" });
    await member.payOnPage();
    await member.comeBack();
    const bought = await member.plan();
    expect(bought).toMatchObject({ plan: "pro", state: "active", interval: "year", price: "290000000" });
    await member.advanceTo("2027-08-03T00:00:00Z");
    expect((await member.plan()).periods).toMatchObject([{ from: FROM, until: at("2028-06-02T10:00:00Z") }]);
    expect((await atStripe(orgId)).taken).toEqual([29000]);
    const grants = await owner.query("SELECT id FROM grants WHERE org_id = $1 AND source = 'plan'", [orgId]);
    expect(grants).toHaveLength(3);
  });

  it("L26 from one paid plan to a higher one takes the full price, with a new anchor, and ends the old one at Stripe", async () => {
    const { orgId, member } = await aMember();
    await member.subscribe("page");
    await member.payOnPage();
    await member.comeBack();
    await member.advanceTo("2027-06-12T10:00:00Z");
    const asked = await member.change({ plan: "studio" }, "page");
    expect(asked).toMatchObject({ plan: "pro", state: "active", pending: { plan: "studio", price: "99000000" } });
    await member.payOnPage();
    await member.comeBack();
    expect(await member.plan()).toMatchObject({ plan: "studio", state: "active", since: at("2027-06-12T10:00:00Z") });
    await member.advanceTo("2027-07-12T12:00:00Z");
    const { taken, subscriptions } = await atStripe(orgId);
    expect(taken.toSorted((a, b) => a - b)).toEqual([2900, 9900, 9900]);
    expect(subscriptions.toSorted()).toEqual(["active", "canceled"]);
    expect((await getBalance(stripe.deps, orgId)).available).toBe(usd("80.00"));
  });

  it("that nobody pays leaves the lower plan, which renews", async () => {
    const { orgId, member } = await aMember();
    await member.subscribe("page");
    await member.payOnPage();
    await member.comeBack();
    await member.change({ plan: "studio" }, "page");
    await member.advanceTo("2027-07-03T00:00:00Z");
    expect(await member.plan()).toMatchObject({ plan: "pro", state: "active", pending: null });
    expect((await atStripe(orgId)).taken).toEqual([2900, 2900]);
  });
});

describe("a contract beside a subscription at Stripe", () => {
  it("A22 ends it when it starts, and a job that runs keeps the rate that it began with", async () => {
    const { orgId, organization, member } = await aMember();
    await member.subscribe("page");
    await member.payOnPage();
    await member.comeBack();
    const job = `job-${randomUUID()}`;
    await organization.start(job, { untilMs: HOUR });
    const { caller } = organization;
    const rates = { "gpu.rtx-3090": 100_000_000n };
    await createContract(stripe.deps, caller, {
      plan: "enterprise",
      rates,
      entitlements: {},
      credits: [],
      endsAt: at("2027-07-20T00:00:00Z"),
      reason: "agreed by mail",
      idempotencyKey: randomUUID(),
    });
    expect(await member.plan()).toMatchObject({ plan: "enterprise", state: "contract" });
    await organization.advanceTo(FROM + HOUR);
    await completeJob(stripe.deps, caller, { job, quantityMs: HOUR, idempotencyKey: randomUUID() });
    expect((await getBalance(stripe.deps, orgId)).available).toBe(usd("19.56"));
    expect((await atStripe(orgId)).subscriptions).toEqual(["canceled"]);
    await member.advanceTo("2027-08-03T00:00:00Z");
    expect(await member.plan()).toMatchObject({ plan: "free", state: "none" });
    expect((await atStripe(orgId)).taken).toEqual([2900]);
    await member.subscribe("page");
    await member.payOnPage();
    await member.comeBack();
    expect(await member.plan()).toMatchObject({ plan: "pro", state: "active", since: at("2027-08-03T00:00:00Z") });
    expect((await atStripe(orgId)).taken).toEqual([2900, 2900]);
  });

  it("A22 a plan that is paid while a job runs changes neither its rate nor its hold", async () => {
    const { orgId, organization, member } = await aMember();
    await organization.grant("5.00");
    const job = `job-${randomUUID()}`;
    await organization.start(job, { untilMs: HOUR });
    const held = (await getBalance(stripe.deps, orgId)).reserved;
    await member.subscribe("page");
    await member.payOnPage();
    await member.comeBack();
    expect(await getBalance(stripe.deps, orgId)).toMatchObject({ reserved: held, available: usd("24.56") });
    await organization.advanceTo(FROM + HOUR);
    await organization.settle(job, HOUR, null);
    expect(await getBalance(stripe.deps, orgId)).toMatchObject({ reserved: 0n, available: usd("24.56") });
  });
});

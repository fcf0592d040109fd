import type { Instant } from "@scrip/domain/ledger";
import { afterAll, describe, expect, it } from "vitest";
import { aScenario } from "../../testing/a-scenario.ts";
import { bookEvent } from "../events/book-event.ts";
import { storeEvent } from "../events/store-event.ts";
import { CARDS, PayingMember, withGateway } from "./a-paying-organization.test-support.ts";

const { deps, database, anOrganization } = await aScenario();
const stripe = await withGateway(deps);
const owner = await database.open("owner");
afterAll(() => stripe[Symbol.asyncDispose]());
const { control } = stripe.local;

const at = (text: string): Instant => Date.parse(text);
const FROM = "2027-06-02T10:00:00Z";

async function aMember(): Promise<PayingMember> {
  return new PayingMember(stripe, await anOrganization({ credit: "5.00", clockAt: at(FROM) }));
}

async function customerOf(orgId: string): Promise<string> {
  const [row] = await owner.query<{ customer: string }[]>("SELECT customer FROM billing_accounts WHERE org_id = $1", [
    orgId,
  ]);
  return row?.customer ?? "";
}

let deliveries = 0;

/** Delivers the newest event of a type about a customer, as a delivery that Scrip has not seen. */
async function deliver(customer: string, type: string): Promise<void> {
  const event = control.events().findLast((each) => each.type === type && JSON.stringify(each.data).includes(customer));
  if (event === undefined) throw new Error(`Stripe made no ${type}`);
  deliveries += 1;
  const id = `${event.id}_${deliveries}`;
  const objectId = (event.data.object as { id?: string }).id ?? id;
  const createdAt = event.created * 1000;
  await storeEvent(deps.homes, { id, type, livemode: false, createdAt, objectId, customer, payload: event });
  await bookEvent(stripe.deps, id);
}

async function countOf(sql: string, orgId: string): Promise<number> {
  const [row] = await owner.query<{ n: number }[]>(`SELECT count(*)::int AS n FROM ${sql}`, [orgId]);
  return row?.n ?? 0;
}

async function expectProOnce({ orgId, ...member }: { orgId: string; plan: () => Promise<object> }): Promise<void> {
  expect(await member.plan()).toMatchObject({ plan: "pro", state: "active", since: at(FROM) });
  expect(await countOf("grants WHERE org_id = $1 AND source = 'plan'", orgId)).toBe(1);
  expect(await countOf("due WHERE org_id = $1 AND kind = 'issue_document'", orgId)).toBe(1);
  expect(await countOf("payment_attempts WHERE org_id = $1 AND state = 'succeeded'", orgId)).toBe(1);
}

const NEWS = [
  "checkout.session.completed",
  "customer.subscription.created",
  "customer.subscription.updated",
  "invoice.paid",
];

function orders<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) => orders(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}

/** A pseudo-random sequence in which each of the news comes 1 to 3 times. */
function sample(seed: number): readonly string[] {
  let state = seed * 2_654_435_761 + 1;
  const below = (most: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % most;
  };
  const all = NEWS.flatMap((type) => Array.from({ length: 1 + below(3) }, () => type));
  for (let last = all.length - 1; last > 0; last -= 1) {
    const other = below(last + 1);
    [all[last], all[other]] = [all[other] as string, all[last] as string];
  }
  return all;
}

/** A plan that was paid on the page, of which Scrip has heard nothing. */
async function aPaidPage(): Promise<{ member: PayingMember; customer: string }> {
  const member = await aMember();
  await member.subscribe("page");
  await member.payOnPage();
  const customer = await customerOf(member.orgId);
  // Stripe tells of a later change, too.
  const { body } = await control.call("GET", "/v1/subscriptions", { customer });
  const [subscription] = (body as { data: { id: string }[] }).data;
  await control.call("POST", `/v1/subscriptions/${subscription?.id}`, { metadata: { note: "changed" } });
  return { member, customer };
}

const SAMPLES = Number(process.env.SCRIP_PLAN_SAMPLES ?? 10);

describe("B1 B3 A20 the news of a first payment", () => {
  it("gives Pro, one grant and one receipt in every order", async () => {
    for (const order of orders(NEWS)) {
      const { member, customer } = await aPaidPage();
      for (const type of order) await deliver(customer, type);
      await expectProOnce({ orgId: member.orgId, plan: () => member.plan() });
    }
  }, 240_000);

  it(`gives them in ${SAMPLES} sequences with repeats, and beside the return page`, async () => {
    for (let seed = 0; seed < SAMPLES; seed += 1) {
      const { member, customer } = await aPaidPage();
      await Promise.all([member.comeBack(), ...sample(seed).map((type) => deliver(customer, type))]);
      await expectProOnce({ orgId: member.orgId, plan: () => member.plan() });
    }
  }, 600_000);
});

describe("what a member does at the gateway", () => {
  async function aPlan() {
    const member = await aMember();
    await member.useCard();
    await member.subscribe("saved");
    const customer = await customerOf(member.orgId);
    const { body } = await control.call("GET", "/v1/subscriptions", { customer });
    const [subscription] = (body as { data: { id: string }[] }).data;
    return { member, customer, subscription: subscription?.id ?? "" };
  }

  it("A21 a cancellation in the portal is the plan's, and its undo, also in old and repeated news", async () => {
    const { member, customer, subscription } = await aPlan();
    const path = `/v1/subscriptions/${subscription}`;
    await control.call("POST", path, { cancel_at: "max_period_end" });
    for (let time = 0; time < 3; time += 1) await deliver(customer, "customer.subscription.updated");
    expect(await member.plan()).toMatchObject({ state: "ending" });
    await control.call("POST", path, { cancel_at_period_end: false });
    await deliver(customer, "customer.subscription.updated");
    expect(await member.plan()).toMatchObject({ state: "active" });
    await control.call("POST", path, { cancel_at: "max_period_end" });
    await deliver(customer, "customer.subscription.updated");
    await member.advanceTo("2027-08-01T00:00:00Z");
    expect(await member.plan()).toMatchObject({ state: "none", plan: "free", periods: [{}] });
  });

  it("Scrip's own cancellation is told to the gateway, and its echo is no wish", async () => {
    const { member, customer, subscription } = await aPlan();
    const isEnding = async () => (await stripe.gateway.subscriptions.read(subscription)).isEnding;
    await member.cancel();
    await member.advanceTo(at(FROM) + 1_000);
    expect(await isEnding()).toBe(true);
    await member.undo();
    // The news of the cancellation comes only now, before the gateway has heard of the undo, and after it.
    await deliver(customer, "customer.subscription.updated");
    expect(await member.plan()).toMatchObject({ state: "active" });
    await member.advanceTo(at(FROM) + 2_000);
    await deliver(customer, "customer.subscription.updated");
    expect([await isEnding(), (await member.plan()).state]).toEqual([false, "active"]);
  });

  it("B4 a cancellation whose news never came is found before the renewal is charged", async () => {
    const { member, customer, subscription } = await aPlan();
    await control.call("POST", `/v1/subscriptions/${subscription}`, { cancel_at: "max_period_end" });
    await member.advanceTo("2027-07-03T00:00:00Z");
    expect(await member.plan()).toMatchObject({ state: "none", plan: "free" });
    const { body } = await control.call("GET", "/v1/charges", { customer });
    expect((body as { data: object[] }).data).toHaveLength(1);
  });

  it("B3 an end at once ends the plan, and an older update that comes after it changes nothing", async () => {
    const { member, customer, subscription } = await aPlan();
    await control.call("POST", `/v1/subscriptions/${subscription}`, { cancel_at: "max_period_end" });
    await control.call("DELETE", `/v1/subscriptions/${subscription}`, {});
    await deliver(customer, "customer.subscription.deleted");
    expect(await member.plan()).toMatchObject({ state: "none" });
    await deliver(customer, "customer.subscription.updated");
    expect(await member.plan()).toMatchObject({ state: "none" });
  });

  it("an invoice that is past due and paid on its page at the gateway pays the plan, once", async () => {
    const { member, customer } = await aPlan();
    await member.useCard(CARDS.failsLater);
    await member.advanceTo("2027-07-02T12:00:00Z");
    expect(await member.plan()).toMatchObject({ state: "past_due" });
    const { body } = await control.call("GET", "/v1/invoices", { customer, status: "open" });
    const [invoice] = (body as { data: { id: string }[] }).data;
    await member.useCard(CARDS.good);
    await control.call("POST", `/v1/invoices/${invoice?.id}/pay`, {});
    for (const type of ["payment_intent.succeeded", "invoice.paid", "invoice.paid"]) await deliver(customer, type);
    await member.advanceTo("2027-07-02T12:00:01Z");
    expect(await member.plan()).toMatchObject({ state: "active", plan: "pro" });
    await member.advanceTo("2027-07-20T00:00:00Z");
    expect(await countOf("grants WHERE org_id = $1 AND source = 'plan'", member.orgId)).toBe(2);
    const charges = await control.call("GET", "/v1/charges", { customer });
    expect((charges.body as { data: { paid: boolean }[] }).data.filter(({ paid }) => paid)).toHaveLength(2);
  });
});

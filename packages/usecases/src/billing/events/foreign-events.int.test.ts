import { randomUUID } from "node:crypto";
import { usd } from "@scrip/domain/money";
import { describe, expect, it } from "vitest";
import { aScenario } from "../../testing/a-scenario.ts";
import type { Organization } from "../../testing/organization.ts";
import { reconcile } from "../reconcile/reconcile.ts";
import { aShop } from "../testing/a-shop.ts";
import { bookEvent } from "./book-event.ts";
import { storeEvent } from "./store-event.ts";

const { deps: scenario, database, anOrganization } = await aScenario();
const shop = await aShop(scenario);
const { deps } = shop;
const { control } = shop.stripe.local;
const owner = await database.open("owner");

/** What a payment is marked with, which anybody with access to the account can write. */
type Metadata = Readonly<Record<string, string>>;

/** Makes an object at Stripe as its dashboard does. @returns its id */
async function make(path: string, params: object): Promise<string> {
  const { status, body } = await control.call("POST", path, { ...params });
  if (status !== 200) throw new Error(JSON.stringify(body));
  return (body as { id: string }).id;
}

/** A payment of $25.00 that nobody asked Scrip for. @param customer one of the account; `null` makes a new one */
async function paidInDashboard(customer: string | null, metadata: Metadata = {}): Promise<string> {
  const payer = customer ?? (await make("/v1/customers", { name: "Another shop" }));
  const method = await make("/v1/payment_methods/pm_card_visa/attach", { customer: payer });
  const terms = { amount: 2500, currency: "usd", customer: payer, payment_method: method, confirm: true };
  return make("/v1/payment_intents", { ...terms, off_session: true, metadata });
}

/** Books every event about an object, twice. @returns what became of them */
async function outcomesOf(about: string): Promise<readonly unknown[]> {
  const ids: string[] = [];
  for (const event of control.events()) {
    if (!JSON.stringify(event.data).includes(`"${about}"`)) continue;
    const { id, type, created, data } = event;
    const { id: objectId, customer = null } = data.object as { id: string; customer?: string | null };
    await storeEvent(deps.homes, {
      id,
      type,
      livemode: false,
      createdAt: created * 1000,
      objectId,
      customer,
      payload: event,
    });
    ids.push(id);
  }
  for (const id of [...ids, ...ids]) await bookEvent(deps, id);
  expect(ids).not.toEqual([]);
  const rows = await owner.query<{ outcome: string }[]>(
    "SELECT DISTINCT outcome FROM gateway_events WHERE id = ANY ($1) AND done_at IS NOT NULL",
    [ids],
  );
  return rows.map(({ outcome }) => outcome);
}

/** An organization that has opened a page and has not paid. */
async function aBuyer(): Promise<{ organization: Organization; customer: string; attempt: string }> {
  const organization = await anOrganization({ clockAt: null });
  const { attempt } = await shop.buy(organization.caller);
  const [row] = await shop.attempts(organization.orgId);
  return { organization, customer: row?.customer ?? "", attempt };
}

async function expectNothing({ orgId }: Organization): Promise<void> {
  expect((await deps.ledger.peek(orgId)).ledger.balance.available).toBe(0n);
  expect(await shop.attempts(orgId)).toMatchObject([{ state: "submitted", paymentId: null }]);
}

describe("an event about a payment that Scrip did not ask for", () => {
  it("G11 by another customer of the account is ignored", async () => {
    expect(await outcomesOf(await paidInDashboard(null))).toEqual(["ignored"]);
  });

  it("A18 G11 by another customer who names an attempt is ignored, and gives nothing", async () => {
    const { organization, attempt } = await aBuyer();
    const metadata = { scrip_org: organization.orgId, scrip_attempt: attempt };
    expect(await outcomesOf(await paidInDashboard(null, metadata))).toEqual(["ignored"]);
    await expectNothing(organization);
  });

  it("A18 by a customer who names an attempt of another organization is ignored, and gives neither of them credit", async () => {
    const one = await aBuyer();
    const other = await aBuyer();
    const metadata = { scrip_org: other.organization.orgId, scrip_attempt: other.attempt };
    expect(await outcomesOf(await paidInDashboard(one.customer, metadata))).toEqual(["ignored"]);
    await expectNothing(one.organization);
    await expectNothing(other.organization);
  });

  it("A18 by a customer without an attempt is ignored, and the next reconciliation lists it for the operators", async () => {
    const { organization, customer } = await aBuyer();
    const payment = await paidInDashboard(customer);
    expect(await outcomesOf(payment)).toEqual(["ignored"]);
    await expectNothing(organization);
    const found: unknown[] = [];
    await reconcile(
      { ...deps, homes: await database.open("worker") },
      { why: "regular", since: 0 },
      { onLine: (line) => void found.push([line.payment.id, line.found]) },
    );
    expect(found).toContainEqual([payment, "foreign"]);
    await expectNothing(organization);
  });

  it("G11 whose refund or dispute follows is ignored too", async () => {
    const payment = await paidInDashboard(null);
    const { body } = await control.call("GET", `/v1/payment_intents/${payment}`);
    await make("/v1/refunds", { payment_intent: payment, amount: 500 });
    await control.openDispute((body as { latest_charge: string }).latest_charge, "fraudulent", 1000);
    expect(await outcomesOf(payment)).toEqual(["ignored"]);
  });

  it.each([
    ["another deployment", { scrip_org: randomUUID(), scrip_attempt: randomUUID() }],
    ["something else", { scrip_org: "harbor", scrip_attempt: "1" }],
  ])("G11 without a customer, marked by %s, is ignored", async (_by, metadata) => {
    const payment = await make("/v1/payment_intents", { amount: 2500, currency: "usd", metadata });
    await make(`/v1/payment_intents/${payment}/cancel`, {});
    expect(await outcomesOf(payment)).toEqual(["ignored"]);
  });
});

describe("A18 a payment by our customer that gives nothing", () => {
  const waiting = async (): Promise<number> =>
    (await owner.query("SELECT count(*)::int AS n FROM platform_due WHERE kind = 'book_event'"))[0].n;

  it.each([
    ["names an attempt that is not there, as after a restore", () => randomUUID()],
    ["names an attempt whose page was not filled", ({ attempt }: { attempt: string }) => attempt],
  ])("if it %s: its event fails until it is paid back", async (_what, named) => {
    const buyer = await aBuyer();
    const { organization, customer } = buyer;
    const metadata = { scrip_org: organization.orgId, scrip_attempt: named(buyer) };
    const payment = await paidInDashboard(customer, metadata);
    await expect(outcomesOf(payment)).rejects.toMatchObject({ name: "InvariantError" });
    await expectNothing(organization);
    expect(await waiting()).toBeGreaterThan(0);
    await make("/v1/refunds", { payment_intent: payment });
    expect(await outcomesOf(payment)).toEqual(["ignored"]);
    await expectNothing(organization);
  });

  it("if it is the second one of an attempt that was paid: its event fails, and the credit is there once", async () => {
    const { organization, customer, attempt } = await aBuyer();
    const { orgId } = organization;
    const [row] = await shop.attempts(orgId);
    await shop.pay({ url: row?.pageUrl ?? null });
    await shop.deliver(orgId);
    const payment = await paidInDashboard(customer, { scrip_org: orgId, scrip_attempt: attempt });
    await expect(outcomesOf(payment)).rejects.toMatchObject({ name: "InvariantError" });
    expect((await deps.ledger.peek(orgId)).ledger.balance.available).toBe(usd("25.00"));
    await make("/v1/refunds", { payment_intent: payment });
    expect(await outcomesOf(payment)).toEqual(["ignored"]);
    expect((await deps.ledger.peek(orgId)).ledger.balance.available).toBe(usd("25.00"));
  });
});

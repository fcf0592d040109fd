import { randomUUID } from "node:crypto";
import type { Instant } from "@scrip/domain/ledger";
import { afterAll, describe, expect, it } from "vitest";
import { codeOf } from "../../plans/a-plan.test-support.ts";
import { aScenario } from "../../testing/a-scenario.ts";
import { CARDS, PayingMember, withGateway } from "./a-paying-organization.test-support.ts";

const { deps, database, anOrganization } = await aScenario();
const stripe = await withGateway(deps);
const owner = await database.open("owner");
afterAll(() => stripe[Symbol.asyncDispose]());

const at = (text: string): Instant => Date.parse(text);
const FROM = "2027-06-02T10:00:00Z";

async function aMember(clockAt = FROM): Promise<PayingMember> {
  return new PayingMember(stripe, await anOrganization({ credit: "5.00", clockAt: at(clockAt) }));
}

const grantsOf = async (orgId: string): Promise<bigint[]> => {
  const rows = await owner.query<{ amount: bigint }[]>(
    "SELECT amount FROM grants WHERE org_id = $1 AND source = 'plan' ORDER BY effective_at",
    [orgId],
  );
  return rows.map(({ amount }) => amount);
};

const attemptsOf = (orgId: string) =>
  owner.query<{ month: number; try: number; way: string; state: string; payment: string | null }[]>(
    `SELECT month, try, way, state, payment_id AS payment FROM payment_attempts WHERE org_id = $1
      ORDER BY month, try, id`,
    [orgId],
  );

/** What the local Stripe took from an organization, in cents. */
async function takenFrom(orgId: string): Promise<number[]> {
  const [account] = await owner.query<{ customer: string }[]>(
    "SELECT customer FROM billing_accounts WHERE org_id = $1",
    [orgId],
  );
  const params = { customer: account?.customer, limit: 100 };
  const { body } = await stripe.local.control.call("GET", "/v1/charges", params);
  const { data } = body as { data: { paid: boolean; amount: number }[] };
  return data.filter(({ paid }) => paid).map(({ amount }) => amount);
}

describe("Pro by Checkout", () => {
  it("is Free while nobody has paid, and Pro with one grant and one payment after it", async () => {
    const member = await aMember();
    const asked = await member.subscribe("page");
    expect(asked).toMatchObject({ plan: "free", state: "none", pending: { plan: "pro", price: "29000000" } });
    expect(asked.pending?.url).toContain(stripe.local.url);
    await member.payOnPage();
    expect(await member.plan()).toMatchObject({ plan: "free", state: "none" });
    await member.comeBack();
    expect(await member.plan()).toMatchObject({ plan: "pro", state: "active", since: at(FROM), pending: null });
    expect(await grantsOf(member.orgId)).toEqual([20_000_000n]);
    expect(await takenFrom(member.orgId)).toEqual([2900]);
    expect(await attemptsOf(member.orgId)).toMatchObject([{ month: 0, try: 1, way: "page", state: "succeeded" }]);
  });

  it("A8 a declined saved card leaves Free and $5, with one attempt; a good card makes Pro with one grant", async () => {
    const member = await aMember();
    await member.useCard(CARDS.failsLater);
    const key = randomUUID();
    expect(await codeOf(member.subscribe("saved", { key }))).toBe("payment_failed");
    expect(await codeOf(member.subscribe("saved", { key }))).toBe("payment_failed");
    expect(await member.plan()).toMatchObject({ plan: "free", state: "none", pending: null });
    expect([await grantsOf(member.orgId), await takenFrom(member.orgId)]).toEqual([[], []]);
    expect(await attemptsOf(member.orgId)).toMatchObject([{ state: "failed" }]);
    await member.useCard(CARDS.good);
    expect(await member.subscribe("saved")).toMatchObject({ plan: "pro", state: "active" });
    expect([await grantsOf(member.orgId), await takenFrom(member.orgId)]).toEqual([[20_000_000n], [2900]]);
  });

  it("a page that nobody fills ends after a day, and another one is possible", async () => {
    const member = await aMember();
    await member.subscribe("page");
    await member.advanceTo("2027-06-03T12:00:00Z");
    expect(await member.plan()).toMatchObject({ state: "none" });
    expect(await member.subscribe("page", { interval: "year" })).toMatchObject({ pending: { interval: "year" } });
  });
});

describe("renewals by card", () => {
  it("are paid by the invoices of the gateway, each once, on the day and for the credit of Scrip", async () => {
    const member = await aMember("2027-01-31T22:30:00Z");
    await member.useCard();
    await member.subscribe("saved");
    await member.advanceTo("2027-05-01T00:00:00Z");
    const { periods, state } = await member.plan();
    expect(state).toBe("active");
    expect(periods.map(({ from }) => new Date(from).toISOString().slice(0, 16))).toEqual([
      "2027-01-31T22:30",
      "2027-02-28T22:30",
      "2027-03-31T22:30",
      "2027-04-30T22:30",
    ]);
    expect(await grantsOf(member.orgId)).toHaveLength(4);
    expect(await takenFrom(member.orgId)).toEqual([2900, 2900, 2900, 2900]);
    const links = await owner.query("SELECT id FROM subscription_links WHERE org_id = $1", [member.orgId]);
    expect(links).toHaveLength(1);
  });

  it("a failed one is tried 1, 3 and 7 days later; then the plan ends, at the gateway, too", async () => {
    const member = await aMember();
    await member.useCard();
    await member.subscribe("saved");
    await member.useCard(CARDS.failsLater);
    await member.advanceTo("2027-07-02T12:00:00Z");
    expect(await member.plan()).toMatchObject({ state: "past_due", nextTry: at("2027-07-03T10:00:00Z") });
    await member.advanceTo("2027-07-10T00:00:00Z");
    expect(await member.plan()).toMatchObject({ state: "none", plan: "free" });
    const tries = (await attemptsOf(member.orgId)).map(({ month, try: count, state }) => [month, count, state]);
    expect(tries).toEqual([
      [0, 1, "succeeded"],
      [1, 1, "failed"],
      [1, 2, "failed"],
      [1, 3, "failed"],
      [1, 4, "failed"],
    ]);
    expect(await takenFrom(member.orgId)).toEqual([2900]);
    const [link] = await owner.query<{ id: string; told: string }[]>(
      "SELECT id, told FROM subscription_links WHERE org_id = $1",
      [member.orgId],
    );
    expect(link?.told).toBe("ended");
    expect((await stripe.gateway.subscriptions.read(link?.id ?? "")).endedAt).not.toBeNull();
  });

  it("a change to yearly is paid by a new subscription of the gateway when the period ends", async () => {
    const member = await aMember();
    await member.useCard();
    await member.subscribe("saved");
    await member.change({ interval: "year" });
    await member.advanceTo("2027-09-01T00:00:00Z");
    expect((await member.plan()).periods.map(({ interval, price }) => [interval, price])).toEqual([
      ["month", "29000000"],
      ["year", "290000000"],
    ]);
    expect((await takenFrom(member.orgId)).toSorted((a, b) => a - b)).toEqual([2900, 29000]);
    expect(await grantsOf(member.orgId)).toHaveLength(3);
  });
});

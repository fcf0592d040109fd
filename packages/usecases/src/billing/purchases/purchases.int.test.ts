import { randomUUID } from "node:crypto";
import { publishCatalog } from "@scrip/db/catalog";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { usd } from "@scrip/domain/money";
import { describe, expect, it } from "vitest";
import { createOrganization } from "../../organizations/create-organization.ts";
import { aScenario } from "../../testing/a-scenario.ts";
import { Organization } from "../../testing/organization.ts";
import { ASKS } from "../asks.ts";
import { bookOutcome } from "../attempts/book-outcome.ts";
import { resolveAttempt } from "../attempts/resolve-attempt.ts";
import { aShop, CARDS, pageOf } from "../testing/a-shop.ts";
import { cancelPurchase, followPurchase } from "./follow-purchase.ts";
import { quotePurchase } from "./purchase-terms.ts";
import { listOpenPurchases } from "./purchase-view.ts";

const { deps: scenario, database, anOrganization } = await aScenario();
const shop = await aShop(scenario);
const { deps, stripe } = shop;
const owner = await database.open("owner");
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const available = async (orgId: string) => (await deps.ledger.peek(orgId)).ledger.balance.available;
const grantsOf = (orgId: string) =>
  owner.query(
    "SELECT source, kind, amount, expires_at, business_key FROM grants WHERE org_id = $1 ORDER BY amount DESC",
    [orgId],
  );
const lookUp = (orgId: string, id: string) => resolveAttempt(deps, { orgId, kind: "resolve_attempt", refId: id }, ASKS);
const dueOf = (id: string) => owner.query("SELECT kind FROM due WHERE ref_id = $1", [id]);

describe("L22 the credit of a purchase", () => {
  const signals = {
    "events alone": (orgId: string) => shop.deliver(orgId),
    "the return page alone": (orgId: string, id: string) => followPurchase(deps, orgId, id),
    "a look-up alone": lookUp,
    "all three at once, twice": (orgId: string, id: string) =>
      Promise.all([1, 2].flatMap(() => [shop.deliver(orgId), followPurchase(deps, orgId, id), lookUp(orgId, id)])),
  };

  it.each(Object.entries(signals))("comes once from %s", async (_, signal) => {
    const { orgId, caller } = await anOrganization({ clockAt: null });
    const purchase = await shop.buy(caller);
    expect(purchase).toMatchObject({ state: "open", net: usd("25.00"), tax: 0n, gross: usd("25.00") });
    expect(await available(orgId)).toBe(0n);
    await shop.pay(purchase);
    await signal(orgId, purchase.attempt);
    await shop.deliver(orgId);
    expect(await available(orgId)).toBe(usd("25.00"));
    const [charge, ...others] = await shop.charged(orgId);
    expect([charge?.amount, others]).toEqual([2500, []]);
    expect(await grantsOf(orgId)).toEqual([
      {
        source: "purchase",
        kind: "paid",
        amount: usd("25.00"),
        expires_at: null,
        business_key: `stripe:${charge?.id}`,
      },
    ]);
    const [attempt] = await shop.attempts(orgId);
    expect(attempt).toMatchObject({ state: "succeeded", paymentId: charge?.id, paidWith: "Visa ending in 4242" });
    expect(await dueOf(purchase.attempt)).toEqual([{ kind: "issue_document" }]);
  });

  it("comes from the advance of a test clock, whose customer follows the clock", async () => {
    const acme = await anOrganization({ clockAt: Date.UTC(2026, 0, 31, 12) });
    const purchase = await shop.buy(acme.caller, "100.00");
    await shop.pay(purchase);
    await lookUp(acme.orgId, purchase.attempt);
    expect(await available(acme.orgId)).toBe(usd("100.00"));
    await acme.advanceTo(Date.UTC(2026, 2, 1));
    const later = await shop.buy(acme.caller, "5.00");
    await shop.pay(later);
    await followPurchase(deps, acme.orgId, later.attempt);
    expect(await shop.charged(acme.orgId)).toMatchObject([
      { created: Date.UTC(2026, 0, 31, 12) / 1000 },
      { created: Date.UTC(2026, 2, 1) / 1000 },
    ]);
  });
});

describe("a purchase", () => {
  it.each(["4.99", "1000.01", "25.001"])("F3 of $%s is refused, and nothing is written", async (amount) => {
    const { orgId, caller } = await anOrganization();
    const refusal = {
      code: "purchase_out_of_range",
      data: { minimum: String(usd("5.00")), maximum: String(usd("1000.00")) },
    };
    await expect(shop.buy(caller, amount)).rejects.toMatchObject({ refusal });
    await expect(quotePurchase(deps, orgId, usd(amount))).rejects.toMatchObject({ refusal });
    expect(await shop.attempts(orgId)).toEqual([]);
  });

  it("is one for a key, and another amount under the key is refused", async () => {
    const { orgId, caller } = await anOrganization();
    const key = randomUUID();
    const all = await Promise.all([1, 2, 3].map(() => shop.buy(caller, "25.00", key)));
    expect(new Set(all.map(({ url }) => url)).size).toBe(1);
    await expect(shop.buy(caller, "26.00", key)).rejects.toMatchObject({ refusal: { code: "key_reused" } });
    expect(await shop.attempts(orgId)).toHaveLength(1);
  });

  it("that is declined stays open for another card, or is cancelled, and a new one is possible", async () => {
    const { orgId, caller } = await anOrganization();
    const purchase = await shop.buy(caller);
    await expect(shop.pay(purchase, CARDS.declined)).rejects.toThrow("declined");
    await shop.deliver(orgId);
    expect(await listOpenPurchases(deps, orgId)).toMatchObject([{ attempt: purchase.attempt, state: "open" }]);
    const cancelled = await cancelPurchase(deps, caller, purchase.attempt);
    expect(cancelled).toMatchObject({ state: "failed", why: "abandoned", url: null });
    await expect(shop.pay(purchase)).rejects.toThrow("expired");
    await shop.pay(await shop.buy(caller));
    await shop.deliver(orgId);
    expect(await available(orgId)).toBe(usd("25.00"));
    expect(await shop.charged(orgId)).toHaveLength(1);
  });

  it("that was paid cannot be cancelled", async () => {
    const { orgId, caller } = await anOrganization();
    const purchase = await shop.buy(caller);
    await shop.pay(purchase);
    expect(await cancelPurchase(deps, caller, purchase.attempt)).toMatchObject({ state: "paid" });
    expect(await available(orgId)).toBe(usd("25.00"));
  });

  it("G10 is refused while five others wait to be paid", async () => {
    const { caller } = await anOrganization();
    for (let n = 0; n < 5; n += 1) await shop.buy(caller);
    await expect(shop.buy(caller)).rejects.toMatchObject({
      refusal: { code: "too_many_purchases", data: { most: 5 } },
    });
  });

  it("of a preset brings its bonus, which expires", async () => {
    const bonuses = [{ preset: "100.00", amount: "10.00", days: 90 }];
    const purchases = { ...tiered.limits.purchases, bonuses };
    const catalogVersion = await publishCatalog(
      deps.homes,
      catalogText({ ...tiered, limits: { ...tiered.limits, purchases } }),
      deps.catalogVersion,
    );
    const clockAt = Date.UTC(2026, 0, 1);
    const names = { name: `Organization ${randomUUID()}`, idempotencyKey: randomUUID(), testClock: clockAt };
    const { orgId } = await createOrganization({ ...deps, catalogVersion }, "tests", names);
    const { caller } = new Organization(deps, orgId, clockAt);
    expect(await quotePurchase(deps, orgId, usd("100.00"))).toMatchObject({
      bonus: { amount: usd("10.00"), days: 90 },
    });
    await shop.pay(await shop.buy(caller, "100.00"));
    await shop.deliver(orgId);
    const id = (await shop.charged(orgId))[0]?.id;
    const credit = { source: "purchase", expires_at: null, business_key: `stripe:${id}` };
    expect(await grantsOf(orgId)).toEqual([
      { ...credit, kind: "paid", amount: usd("100.00") },
      {
        ...credit,
        kind: "promotional",
        amount: usd("10.00"),
        expires_at: new Date(clockAt + 90 * DAY_MS),
        business_key: `stripe:${id}:bonus`,
      },
    ]);
  });
});

describe("A19 a purchase by a bank that takes days", () => {
  const methods = ["card", "us_bank_account"] as const;
  const purchases = { ...tiered.limits.purchases, methods };
  const banked = publishCatalog(
    deps.homes,
    catalogText({ ...tiered, limits: { ...tiered.limits, purchases } }),
    deps.catalogVersion,
  );

  async function bought() {
    const names = { name: `Organization ${randomUUID()}`, idempotencyKey: randomUUID() };
    const { orgId } = await createOrganization({ ...deps, catalogVersion: await banked }, "tests", names);
    const { caller } = new Organization(deps, orgId, null);
    const purchase = await shop.buy(caller);
    await shop.payByBank(purchase);
    await shop.deliver(orgId);
    expect(await followPurchase(deps, orgId, purchase.attempt)).toMatchObject({ state: "pending" });
    expect(await available(orgId)).toBe(0n);
    return { orgId, caller, purchase };
  }

  async function settle(orgId: string, outcome: "succeeds" | "fails"): Promise<void> {
    const [attempt] = await shop.attempts(orgId);
    await stripe.local.control.settlePayment(attempt?.paymentId ?? "", outcome);
  }

  it("gives its credit when the bank has paid, once, in any order of all events", async () => {
    const { orgId } = await bought();
    await settle(orgId, "succeeds");
    await shop.deliver(orgId, (ids) => [...ids].reverse());
    await shop.deliver(orgId);
    expect(await available(orgId)).toBe(usd("25.00"));
    expect(await grantsOf(orgId)).toHaveLength(1);
  });

  it("gives none when the bank fails, and a new purchase is possible", async () => {
    const { orgId, caller, purchase } = await bought();
    await settle(orgId, "fails");
    await shop.deliver(orgId);
    expect(await followPurchase(deps, orgId, purchase.attempt)).toMatchObject({ state: "failed" });
    expect(await available(orgId)).toBe(0n);
    await shop.pay(await shop.buy(caller));
    await shop.deliver(orgId);
    expect(await available(orgId)).toBe(usd("25.00"));
  });
});

describe("A18 a payment that is not the one that was asked for", () => {
  const changes = {
    amount: { gross: usd("25.01") },
    currency: { currency: "eur" },
    customer: { customer: "cus_another" },
    livemode: { livemode: true },
  };

  it.each(Object.entries(changes))("by its %s is parked, gives nothing, and stays parked", async (why, change) => {
    const { orgId, caller } = await anOrganization({ clockAt: null });
    const purchase = await shop.buy(caller);
    await shop.pay(purchase);
    const { payments } = deps.gateway;
    const lookUpChanged: typeof payments.lookUp = async (known) => {
      const outcome = await payments.lookUp(known);
      if (outcome.seen.kind !== "paid") throw new Error("it was paid");
      return { ...outcome, seen: { kind: "paid", payment: { ...outcome.seen.payment, ...change } } };
    };
    const gateway = { ...deps.gateway, payments: { ...payments, lookUp: lookUpChanged } };
    await followPurchase({ ...deps, gateway }, orgId, purchase.attempt);
    await shop.deliver(orgId);
    expect(await followPurchase(deps, orgId, purchase.attempt)).toMatchObject({ state: "in_review" });
    expect(await shop.attempts(orgId)).toMatchObject([{ state: "parked", why, grantId: null }]);
    expect(await available(orgId)).toBe(0n);
    await expect(lookUp(orgId, purchase.attempt)).rejects.toMatchObject({ name: "FinalError" });
  });

  it("because it belongs to another attempt is parked", async () => {
    const { orgId, caller } = await anOrganization({ clockAt: null });
    const first = await shop.buy(caller);
    const second = await shop.buy(caller);
    await shop.pay(first);
    const [row] = await shop.attempts(orgId);
    const known = { attemptId: first.attempt, customer: row?.customer ?? "", payment: null, invoice: null };
    const outcome = await deps.gateway.payments.lookUp({ ...known, page: pageOf(first) });
    if (outcome.seen.kind !== "paid") throw new Error("it was paid");
    await followPurchase(deps, orgId, first.attempt);
    await bookOutcome(deps, orgId, second.attempt, outcome);
    expect(await shop.attempts(orgId)).toMatchObject([
      { state: "succeeded" },
      { state: "parked", why: "payment_taken" },
    ]);
    expect(await available(orgId)).toBe(usd("25.00"));
  });
});

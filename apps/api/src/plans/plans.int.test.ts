import { randomUUID } from "node:crypto";
import { makeOperator } from "@scrip/usecases/operators/make-operator";
import { describe, expect, it } from "vitest";
import { askAs, PAGE } from "../testing/a-person.ts";
import { anApi } from "../testing/an-api.ts";

const api = await anApi();
const org = await api.anOrganization();
const owner = await api.aPerson({ name: "Ada", org });
const viewer = await api.aPerson({ name: "Vic", org, role: "viewer" });
const operator = await api.aPerson({ name: "Olga" });
await makeOperator(api.owner.platform, operator.personId);

const second = await api.aPerson({ name: "Sven" });
await makeOperator(api.owner.platform, second.personId);

const campaign = (some: object = {}) => {
  const offer = { name: "Spring", amount: "25000000", uses: 1, maxCodes: 2, reason: "A meetup" };
  return operator.call("campaigns.create", { idempotencyKey: randomUUID(), ...offer, ...some });
};
/** A call of a page that nobody is signed in to. */
const visit = (procedure: string, input: object = {}) => askAs(api.url, procedure, input, PAGE);

describe("redeem codes", () => {
  it("an operator makes a campaign and its codes, a member redeems one, and the operator sees it", async () => {
    const { data: made } = await campaign({ creditDays: 30 });
    expect(made).toMatchObject({ name: "Spring", amount: "25000000", creditDays: 30, uses: 1, perOrganization: 1 });
    expect(made).toMatchObject({
      maxCodes: 2,
      total: "50000000",
      approval: null,
      madeBy: { name: "Olga" },
      isOwn: true,
    });
    const { data } = await operator.call("codes.create", { campaign: made?.campaign, count: 2 });
    const [code, other] = (data?.codes ?? []) as string[];
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);

    const redeem = (text: unknown, by = owner) =>
      by.call("codes.redeem", { org, code: text, idempotencyKey: randomUUID() });
    expect((await redeem(code, viewer)).error?.code).toBe("permission_missing");
    expect((await redeem(` ${String(code).toLowerCase()} `)).data).toMatchObject({ amount: "25000000" });
    const again = await redeem(code);
    const unknown = await redeem("0".repeat(26));
    expect([again.status, again.error?.code]).toEqual([422, "code_not_valid"]);
    expect({ ...again.error, requestId: null }).toEqual({ ...unknown.error, requestId: null });
    expect(await api.ok("balance.get", { org })).toMatchObject({ available: "25000000" });

    const { data: listed } = await operator.call("campaigns.list");
    expect(listed?.campaigns).toMatchObject([{ campaign: made?.campaign, codes: 2, redeemed: 1 }]);
    expect(listed?.alone).toEqual({ limit: "100000000", used: "50000000" });
    const { data: seen } = await operator.call("campaigns.redemptions", { campaign: made?.campaign });
    expect(seen?.redemptions).toMatchObject([{ org }]);
    await operator.call("campaigns.end", { campaign: made?.campaign });
    expect((await redeem(other)).error?.code).toBe("code_not_valid");
    expect((await operator.call("codes.create", { campaign: made?.campaign, count: 1 })).error?.code).toBe(
      "campaign_ended",
    );
    const actions = await api.owner.query(
      "SELECT action FROM platform_audit_entries WHERE target_type = 'campaign' ORDER BY seq",
    );
    expect(actions.map(({ action }: { action: string }) => action)).toEqual([
      "campaign.created",
      "codes.created",
      "campaign.ended",
    ]);
  });

  it("a campaign is made once for a key, and of plans that exist", async () => {
    const idempotencyKey = randomUUID();
    const first = await campaign({ idempotencyKey, plans: ["free"] });
    expect((await campaign({ idempotencyKey, plans: ["free"] })).data).toEqual(first.data);
    expect((await campaign({ idempotencyKey, plans: ["pro"] })).error?.code).toBe("key_reused");
    expect((await campaign({ plans: ["gold"] })).error?.code).toBe("unknown_plan");
  });

  it("G17 a campaign above what one operator gives alone has codes once another operator approves it", async () => {
    const { data: made } = await campaign({ maxCodes: 1000 });
    const waiting = { campaign: made?.campaign, total: "25000000000", approval: "wanted", reason: "A meetup" };
    expect(made).toMatchObject(waiting);
    const codes = () => operator.call("codes.create", { campaign: made?.campaign, count: 1 });
    expect((await codes()).error).toMatchObject({ code: "campaign_not_approved", details: { state: "wanted" } });
    const { data: listed } = await second.call("campaigns.list", { approval: "wanted" });
    expect(listed?.campaigns).toMatchObject([{ ...waiting, isOwn: false, madeBy: { name: "Olga" } }]);
    const approve = (by: typeof operator) => by.call("campaigns.approve", { campaign: made?.campaign });
    expect((await approve(operator)).error?.code).toBe("own_campaign");
    expect((await approve(owner)).error?.code).toBe("operators_only");
    expect((await approve(second)).data).toMatchObject({ approval: "approved", decidedBy: { name: "Sven" } });
    expect((await codes()).data?.codes).toHaveLength(1);

    const { data: refused } = await campaign({ uses: undefined });
    const input = { campaign: refused?.campaign, reason: "Not agreed" };
    expect((await second.call("campaigns.refuse", input)).data).toMatchObject({ decisionReason: "Not agreed" });
    expect((await second.call("campaigns.approve", { campaign: refused?.campaign })).error).toMatchObject({
      code: "campaign_decided",
      details: { state: "refused" },
    });
  });
});

describe("talk to sales", () => {
  const request = { name: "Ada", email: "ada@lab.example", message: "We need GPUs.\nSoon.", plan: "enterprise" };

  it("takes a request of a visitor and of a member, which operators see and set the state of", async () => {
    expect((await visit("sales.request", request)).status).toBe(200);
    expect((await owner.call("sales.request", { ...request, org, company: "Lab" })).status).toBe(200);
    const { data } = await operator.call("sales.list", {});
    expect(data?.requests).toMatchObject([
      { company: "Lab", org, person: `person_${owner.personId}`, state: "new" },
      { company: null, org: null, person: null, message: "We need GPUs.\nSoon." },
    ]);
    const [first] = (data?.requests ?? []) as { request: string }[];
    const set = await operator.call("sales.setState", { request: first?.request, state: "contacted" });
    expect(set.data).toMatchObject({ state: "contacted" });
    expect((await operator.call("sales.list", { state: "new" })).data?.requests).toHaveLength(1);
  });

  it("is deleted with the data of the person, also where a visitor gave their address", async () => {
    const person = await api.aPerson({ name: "Eve", email: "eve@lab.example" });
    await person.call("sales.request", request);
    await visit("sales.request", { ...request, email: "eve@lab.example" });
    const count = async () => {
      const { data } = await operator.call("sales.list", {});
      return ((data?.requests ?? []) as unknown[]).length;
    };
    const before = await count();
    expect((await person.call("accounts.erase")).status).toBe(200);
    expect(await count()).toBe(before - 2);
  });

  it("takes no request for an organization of others, and few of one mailbox", async () => {
    const other = await api.anOrganization();
    expect((await owner.call("sales.request", { ...request, org: other })).error?.code).toBe("organization_not_found");
    expect((await visit("sales.request", { ...request, org })).error?.code).toBe("organization_not_found");
    const answers = [];
    for (let n = 0; n < 6; n += 1) answers.push((await visit("sales.request", { ...request, email: "m@x.io" })).status);
    expect(answers).toEqual([200, 200, 200, 200, 200, 429]);
  });
});

it("C3 calls at once with one key make one campaign, or refuse another one", async () => {
  const idempotencyKey = randomUUID();
  const names = ["Autumn", "Autumn", "Autumn", "Winter", "Winter", "Winter"];
  const answers = await Promise.all(names.map((name) => campaign({ idempotencyKey, name })));
  const made = answers.filter(({ status }) => status === 200);
  const refused = answers.filter(({ status }) => status !== 200);
  expect(new Set(made.map(({ data }) => data.campaign)).size).toBe(1);
  expect([made.length, ...refused.map(({ error }) => error?.code)]).toEqual([3, ...Array(3).fill("key_reused")]);
});

describe("plans by card", () => {
  it("a member sees the price with its tax, and cannot pay where the platform takes no payments", async () => {
    const { data } = await owner.call("plans.quote", { org, plan: "pro", interval: "year" });
    expect(data).toMatchObject({ net: "290000000", tax: null, gross: "290000000", method: null });
    const refusals = [
      await owner.call("plans.subscribe", { org, plan: "pro", idempotencyKey: randomUUID() }),
      await owner.call("plans.abandonPayment", { org }),
      await owner.call("plans.payAgain", { org }),
      await owner.call("plans.quote", { org, plan: "enterprise" }),
      await viewer.call("plans.payAgain", { org }),
    ];
    expect(refusals.map(({ error }) => error?.code)).toEqual([
      "payment_unavailable",
      "no_payment_pending",
      "nothing_to_pay",
      "not_for_sale",
      "permission_missing",
    ]);
  });
});

describe("the catalog", () => {
  it("is there for everybody, with plans, prices and what is included", async () => {
    const { data } = await visit("catalog.get");
    expect(data).toMatchObject({ name: "tiered", defaultPlan: "free", purchases: { minimum: "5000000" } });
    expect(data?.plans).toMatchObject([
      { plan: "free", price: { kind: "free", monthly: null }, signup: { amount: "5000000", days: 30 } },
      {
        plan: "pro",
        price: { kind: "subscription", monthly: "29000000", yearly: "290000000" },
        monthly: { amount: "20000000", days: 30, atOnce: true },
        entitlements: { deployments: 5, private_projects: "unlimited", sso: false, support: "email" },
      },
      { plan: "enterprise", price: { kind: "contract" } },
    ]);
    const resources = (data?.resources ?? []) as { resource: string }[];
    expect(resources.find(({ resource }) => resource === "storage.gb-month")).toMatchObject({
      unit: "gb-month",
      rateNanos: "30000000",
      kinds: ["storage"],
      includedBy: "storage_gb",
    });
    expect((await owner.call("catalog.ofOrganization", { org })).data).toEqual(data);
  });

  it("has for an organization the prices of its contract, while it is in force", async () => {
    const other = await api.anOrganization();
    const priceOf = async (): Promise<unknown> => {
      const { resources } = await api.ok("catalog.ofOrganization", { org: other });
      return resources.find(({ resource }) => resource === "gpu.l40s");
    };
    const list = { rateNanos: "1140000000", listRateNanos: "1140000000", isByContract: false };
    expect(await priceOf()).toMatchObject(list);
    const signed = { org: other, plan: "enterprise", rates: { "gpu.l40s": "900000000" }, reason: "They signed." };
    const { contract } = await api.ok("contracts.create", { ...signed, idempotencyKey: "made" });
    expect(await priceOf()).toMatchObject({ ...list, rateNanos: "900000000", isByContract: true });
    await api.ok("contracts.end", { org: other, contract, reason: "They left.", idempotencyKey: "ended" });
    expect(await priceOf()).toMatchObject(list);
  });

  it("has its published versions for operators", async () => {
    const { data } = await operator.call("catalog.versions");
    expect(data).toMatchObject({ current: 1, versions: [{ version: 1, name: "tiered", changes: [], moves: null }] });
  });
});

describe("entitlements", () => {
  it("a service counts, and a member reads", async () => {
    const use = { org, entitlement: "deployments" };
    expect(await api.ok("entitlements.use", { ...use, idempotencyKey: "1" })).toMatchObject({ limit: 1, used: 1 });
    const refused = await api.call("entitlements.use", { ...use, idempotencyKey: "2" });
    expect([refused.status, refused.error?.code, refused.error?.details]).toEqual([
      402,
      "limit_reached",
      { entitlement: "deployments", limit: 1, used: 1, plan: "pro" },
    ]);
    expect((await owner.call("entitlements.use", { ...use, idempotencyKey: "3" })).status).toBe(403);
    const { data } = await viewer.call("entitlements.list", { org });
    expect(data?.plan).toBe("free");
    expect(data?.entitlements).toContainEqual(expect.objectContaining({ entitlement: "deployments", used: 1 }));
    expect(data?.entitlements).toContainEqual(expect.objectContaining({ entitlement: "members", used: 2, value: 1 }));
  });
});

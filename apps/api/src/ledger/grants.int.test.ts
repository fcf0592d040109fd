import { expect, it } from "vitest";
import { anApi } from "../testing/an-api.ts";

const api = await anApi();
const plan = { source: "plan", amount: "20000000" } as const;
const instant = (ms: number): string => new Date(Date.UTC(2100, 0, 1) + ms).toISOString();

it("a grant sent again with an expiry computed 250 ms later is the same grant, and the answer has the terms that stand", async () => {
  const org = await api.anOrganization();
  const first = await api.ok("grants.create", { org, ...plan, businessKey: "January", expiresAt: instant(0) });
  const again = await api.ok("grants.create", { org, ...plan, businessKey: "January", expiresAt: instant(250) });
  expect(again).toMatchObject({ grant: first.grant, state: "existing", balance: { available: "20000000" } });
  expect(again.terms).toMatchObject({ source: "plan", kind: "promotional", expiresAt: instant(0) });
  const refused = await api.call("grants.create", {
    org,
    source: "plan",
    amount: "1",
    businessKey: "January",
    idempotencyKey: "more",
  });
  expect(refused).toMatchObject({
    status: 409,
    error: { code: "business_key_taken", details: { businessKey: "January" } },
  });
  expect(refused.text).not.toContain("external:");
});

it("a grant without a business key does not swallow a later grant of the business key that its idempotency key spells", async () => {
  const org = await api.anOrganization();
  const first = await api.ok("grants.create", { org, ...plan, idempotencyKey: "January" });
  const second = await api.ok("grants.create", { org, ...plan, businessKey: "January" });
  expect(second).toMatchObject({ state: "issued", balance: { available: "40000000" } });
  expect(second.grant).not.toBe(first.grant);
  expect(await api.ok("grants.create", { org, ...plan, idempotencyKey: "January" })).toEqual(first);
});

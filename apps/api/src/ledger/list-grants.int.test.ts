import { usd } from "@scrip/domain/money";
import { describe, expect, it } from "vitest";
import { anApi, NOON } from "../testing/an-api.ts";

const api = await anApi();
const DAY_LATER = "2026-01-02T12:00:00.000Z";

describe("grants.list", () => {
  it("has every grant once, in pages, and where its credit is: L1 the parts add up", async () => {
    const org = await api.anOrganization();
    const add = (amount: string, more: object = {}) =>
      api.ok("grants.create", { org, source: "adjustment", amount: String(usd(amount)), ...more });
    await add("5.00", { expiresAt: DAY_LATER });
    await add("20.00", { source: "purchase" });
    await api.ok("charges.create", { org, amount: String(usd("2.00")) });
    await api.ok("holds.place", { org, amount: String(usd("4.00")), ttlSeconds: 864_000 });
    const before = await api.ok("grants.list", { org });
    expect(before.grants.map(({ available, held, spent }) => [available, held, spent].map(Number))).toEqual([
      [0, 3_000_000, 2_000_000],
      [19_000_000, 1_000_000, 0],
    ]);
    await api.ok("clocks.advance", { org, to: DAY_LATER });
    await add("1.00", { effectiveAt: "2026-01-03T12:00:00.000Z" });

    const { grants, next } = await api.ok("grants.list", { org, limit: 1 });
    expect(grants).toMatchObject([
      { source: "adjustment", kind: "promotional", effectiveAt: NOON, expiresAt: DAY_LATER, amount: "5000000" },
    ]);
    const rest = await api.ok("grants.list", { org, limit: 2, after: next ?? undefined });
    expect(rest).toMatchObject({ grants: [{ source: "purchase", kind: "paid", expiresAt: null }], next: null });
    for (const each of [...grants, ...rest.grants]) {
      const parts = [each.available, each.held, each.spent, each.expired, each.revoked].map(BigInt);
      expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(BigInt(each.amount));
    }
  });

  it("L17 counts lapsed credit as expired before its expiry is booked, and leaves out grants without credit", async () => {
    const org = await api.anOrganization();
    const amount = String(usd("5.00"));
    await api.ok("grants.create", { org, source: "code", amount, expiresAt: DAY_LATER });
    const open = async () => (await api.ok("grants.list", { org, open: true })).grants;
    expect(await open()).toMatchObject([{ available: amount, expired: "0" }]);
    // No due work runs.
    await api.owner.query("UPDATE organizations SET clock_at = $2 WHERE org_id = $1", [org.slice(4), DAY_LATER]);
    expect(await open()).toEqual([]);
    expect((await api.ok("grants.list", { org })).grants).toMatchObject([{ available: "0", expired: amount }]);
  });
});

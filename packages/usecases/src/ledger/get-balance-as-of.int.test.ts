import { usd } from "@scrip/domain/money";
import { describe, expect, it, vi } from "vitest";
import { aScenario, NOON } from "../testing/a-scenario.ts";
import { getBalanceAsOf } from "./get-balance-as-of.ts";

const { deps, anOrganization } = await aScenario();
const HOUR_MS = 3_600_000;

describe("a balance of the past", () => {
  it("L17 is the balance after an entry or at an instant, with the grants that had credit, in burn order", async () => {
    const acme = await anOrganization({ credit: "5.00" });
    const { grant: expiring } = await acme.grant("2.00", { source: "code", expiresAt: NOON + 3 * HOUR_MS });
    await acme.advanceBy(HOUR_MS);
    await acme.charge("1.00");
    await acme.advanceBy(HOUR_MS);
    const first = await getBalanceAsOf(deps, acme.orgId, { seq: 1 });
    expect(first).toMatchObject({ seq: 1, at: NOON, available: usd("5.00"), expiring: 0n });
    const before = await getBalanceAsOf(deps, acme.orgId, { at: NOON + HOUR_MS - 1 });
    expect(before).toMatchObject({ seq: 2, at: NOON + HOUR_MS - 1, available: usd("7.00"), expiring: usd("2.00") });
    const after = await getBalanceAsOf(deps, acme.orgId, { at: NOON + HOUR_MS });
    expect(after).toMatchObject({ seq: 3, available: usd("6.00"), expiring: usd("1.00") });
    expect(after.grants.map(({ grant, remaining }) => [grant, remaining])).toEqual([
      [expiring, usd("1.00")],
      [expect.any(String), usd("5.00")],
    ]);
  });

  it("is zero before the first entry", async () => {
    const acme = await anOrganization({ credit: "5.00" });
    const balance = await getBalanceAsOf(deps, acme.orgId, { at: NOON - 1 });
    expect(balance).toMatchObject({ seq: 0, available: 0n, reserved: 0n, owed: 0n, grants: [] });
  });

  it("L17 excludes credit that had expired, whether or not its expiry was booked", async () => {
    const acme = await anOrganization({ credit: "1.00", clockAt: null });
    const expiresAt = Date.now() + 300;
    await acme.grant("4.00", { source: "code", expiresAt });
    const lapsed = await vi.waitFor(() => getBalanceAsOf(deps, acme.orgId, { at: expiresAt }));
    expect(lapsed).toMatchObject({ seq: 2, available: usd("1.00") });
    expect(lapsed.grants.map(({ remaining, expired }) => [remaining, expired])).toEqual([
      [0n, usd("4.00")],
      [usd("1.00"), 0n],
    ]);
    const before = await getBalanceAsOf(deps, acme.orgId, { at: expiresAt - 1 });
    expect(before).toMatchObject({ seq: 2, available: usd("5.00"), expiring: usd("4.00") });
  });

  it("is refused for a missing entry, and for an instant in the future", async () => {
    const acme = await anOrganization({ credit: "5.00" });
    await expect(getBalanceAsOf(deps, acme.orgId, { seq: 2 })).rejects.toMatchObject({
      refusal: { code: "not_found" },
    });
    await expect(getBalanceAsOf(deps, acme.orgId, { at: NOON + 1 })).rejects.toMatchObject({
      refusal: { code: "bad_input", data: { fields: [{ path: "point" }] } },
    });
  });
});

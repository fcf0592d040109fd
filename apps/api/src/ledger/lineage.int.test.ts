import { describe, expect, it } from "vitest";
import { anApi } from "../testing/an-api.ts";
import type { OutputOf } from "../testing/wire-types.ts";

const api = await anApi();
const HOUR_MS = 3_600_000;

interface Life {
  readonly org: string;
  readonly code: string;
  readonly bought: string;
  readonly late: string;
  readonly charge: string;
}

/**
 * Runs a job of $0.88 an hour on $1.00 that expires after two hours and $2.00 that are bought. Then makes a charge of
 * $2.70 that leaves a debt, and a purchase of $0.50 that pays a part of it.
 */
async function aLife(): Promise<Life> {
  const org = await api.anOrganization();
  const grant = async (source: "code" | "purchase", amount: string, rest = {}) =>
    (await api.ok("grants.create", { org, source, amount, ...rest })).grant;
  const code = await grant("code", "1000000", { expiresAt: "2026-01-01T14:00:00Z" });
  const bought = await grant("purchase", "2000000");
  const job = { org, job: "train" };
  await api.ok("jobs.start", { ...job, resource: "gpu.rtx-3090", unitsMilli: 2000, next: { untilMs: HOUR_MS } });
  await api.ok("clocks.advance", { org, to: "2026-01-01T13:00:00Z" });
  await api.ok("jobs.complete", { ...job, quantityMs: HOUR_MS });
  await api.ok("clocks.advance", { org, to: "2026-01-01T15:00:00Z" });
  const { charge } = await api.ok("charges.create", { org, amount: "2700000", onShortfall: "owe" });
  return { org, code, bought, late: await grant("purchase", "500000"), charge };
}

describe("lineage", () => {
  it("L6 leads from a charge to the grants that paid it, and from a grant to its charges, debts included", async () => {
    const { org, bought, code, late, charge } = await aLife();
    const traced = await api.ok("charges.lineage", { org, charge });
    expect(traced).toMatchObject({
      charge,
      amount: "2700000",
      job: null,
      paidBy: [
        { grant: bought, through: "available", amount: "2000000", source: "purchase", kind: "paid" },
        { grant: late, through: "debt", amount: "500000" },
      ],
      debt: { amount: "700000", open: "200000", paid: "500000", forgiven: "0", forgivenBy: [] },
    });
    const seq = traced.seq ?? 0;
    expect(await api.ok("grants.lineage", { org, grant: late })).toMatchObject({
      grant: late,
      amount: "500000",
      remaining: "0",
      used: "500000",
      issued: { seq: seq + 1 },
      charges: [{ seq: seq + 1, paidDebt: true, amount: "500000", charge: { charge, seq, amount: "2700000" } }],
      next: null,
    });
    expect(await api.ok("grants.lineage", { org, grant: code })).toMatchObject({
      amount: "1000000",
      remaining: "0",
      reserved: "0",
      used: "880000",
      expired: "120000",
      revoked: "0",
      charges: [{ paidDebt: false, amount: "880000", charge: { job: "train", resource: "gpu.rtx-3090" } }],
    });
    expect(await api.ok("jobs.lineage", { org, job: "train" })).toMatchObject({
      charged: "880000",
      open: "0",
      forgiven: "0",
      paidBy: [{ grant: code, amount: "880000", throughDebt: "0" }],
    });
  });

  it("gives a grant's charges page by page, without a gap", async () => {
    const org = await api.anOrganization();
    const { grant } = await api.ok("grants.create", { org, source: "purchase", amount: "100" });
    for (const amount of ["1", "2", "3", "4", "5"]) await api.ok("charges.create", { org, amount });
    const amounts: string[][] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page: OutputOf<"grants.lineage"> = await api.ok("grants.lineage", { org, grant, limit: 2, cursor });
      amounts.push(page.charges.map(({ amount }) => amount));
      cursor = page.next;
    }
    expect(amounts).toEqual([["5", "4"], ["3", "2"], ["1"]]);
    const wrong = await api.call("grants.lineage", { org, grant, cursor: "1.2.3" });
    expect([wrong.status, wrong.error?.details]).toMatchObject([400, { fields: [{ path: "cursor" }] }]);
  });

  it("G1 leads to nothing of another organization", async () => {
    const { org, bought, charge } = await aLife();
    const other = await api.anOrganization();
    const none = "00000000-0000-7000-8000-000000000000";
    const key = await api.aKey({ orgId: other.slice(4) });
    for (const [procedure, asked] of [
      ["grants.lineage", { grant: bought }],
      ["charges.lineage", { charge }],
      ["jobs.lineage", { job: "train" }],
      ["balance.asOf", { point: 3 }],
    ] as const) {
      const own = await api.call(procedure, { ...asked }, key);
      const foreign = await api.call(procedure, { org, ...asked }, key);
      expect([procedure, own.status, foreign.error?.code]).toEqual([procedure, 404, "organization_not_found"]);
    }
    expect((await api.call("charges.lineage", { org, charge: `charge_${none}` })).error?.code).toBe("not_found");
  });
});

describe("balance.asOf", () => {
  it("L17 is the spendable balance after an entry or at an instant: expired credit is excluded even before its sweep", async () => {
    const { org, code, bought } = await aLife();
    const at = async (point: string | number) => {
      const { grants, ...balance } = await api.ok("balance.asOf", { org, point });
      return { ...balance, grants: grants.map((g) => [g.grant, g.remaining]) };
    };
    const soon = "2026-01-01T13:59:59.999Z";
    expect(await at(soon)).toMatchObject({
      available: "2120000",
      expiring: "120000",
      reserved: "0",
      owed: "0",
      seq: 4,
      at: soon,
      grants: [
        [code, "120000"],
        [bought, "2000000"],
      ],
    });
    // The credit expires at 14:00 by entry 5. The entry is of that instant, so the balance includes it.
    expect(await at("2026-01-01T14:00:00.000Z")).toMatchObject({ available: "2000000", expiring: "0", seq: 5 });
    expect(await at(3)).toMatchObject({ available: "2120000", reserved: "880000", seq: 3 });
    expect(await at("2026-01-01T11:59:59Z")).toMatchObject({ available: "0", seq: 0, grants: [] });
    expect(await at(6)).toMatchObject({ available: "0", owed: "700000" });
    expect(await at("2026-01-01T15:00:00Z")).toMatchObject({ available: "0", owed: "200000", seq: 7 });
  });

  it("F1 refuses an instant in the future, and an entry that does not exist", async () => {
    const { org } = await aLife();
    const [future, beyond] = ["2026-01-01T15:00:00.001Z", 8].map((point) => api.call("balance.asOf", { org, point }));
    expect((await future)?.error).toMatchObject({ code: "bad_input", details: { fields: [{ path: "point" }] } });
    expect((await beyond)?.error).toMatchObject({ code: "not_found" });
  });
});

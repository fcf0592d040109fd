import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getOrganization } from "@scrip/db/organizations";
import { anOrganization, testDatabase } from "@scrip/db/testing";
import { findings } from "@scrip/db/testing/ledger";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { afterAll, describe, expect, it } from "vitest";
import { readEnv } from "./env.ts";
import { runProgram } from "./program.ts";

const database = await testDatabase();
const app = await database.open("app");
const folder = mkdtempSync(join(tmpdir(), "scrip-import-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function importFile(kind: string, lines: readonly string[], ...args: string[]) {
  const file = join(folder, `${randomUUID()}.csv`);
  writeFileSync(file, lines.join("\n"));
  const out: string[] = [];
  const notes: string[] = [];
  const code = await runProgram(["import", kind, file, ...args], {
    env: readEnv({ DATABASE_URL: database.ownerUrl }),
    out: (text) => out.push(text),
    note: (text) => notes.push(text),
    showProgress: () => ({ advance: () => {}, setTotal: () => {}, stop: () => {} }),
  });
  return { code, out: out.join("\n"), notes: notes.join("\n") };
}

const anOrg = () => anOrganization(app, { catalog: catalogText(tiered) });
const available = async (orgId: string) => (await getOrganization(app.organizations, orgId))?.available;

describe("scrip import balances", () => {
  const header = "organization,key,amount,kind,expires_at";

  it("writes nothing without --apply, each line once with it, and nothing the second time", async () => {
    const one = await anOrg();
    const { orgId: two } = await anOrg();
    const lines = [
      header,
      `"${one.name}",grant-1,25.50,,`,
      "",
      `org_${two},grant-1,0.000001,promotional,2100-01-01T00:00:00Z`,
      `org_${two},grant-2,3.00,,`,
    ];
    const report = async (...args: string[]) => {
      const { code, out } = await importFile("balances", lines, "--json", ...args);
      return { code, ...JSON.parse(out) };
    };
    expect(await report()).toMatchObject({ code: 0, applied: false, done: 3, existing: 0, error: 0 });
    expect(await available(one.orgId)).toBe(0n);

    const applied = await report("--apply");
    expect(applied).toMatchObject({ code: 0, applied: true, done: 3, existing: 0, error: 0 });
    expect(applied.lines).toEqual([
      { line: 2, organization: one.name, outcome: "done", what: "$25.50 of paid credit" },
      { line: 4, organization: `org_${two}`, outcome: "done", what: "$0.000001 of promotional credit" },
      { line: 5, organization: `org_${two}`, outcome: "done", what: "$3.00 of paid credit" },
    ]);
    expect([await available(one.orgId), await available(two)]).toEqual([25_500_000n, 3_000_001n]);

    expect(await report("--apply")).toMatchObject({ code: 0, applied: true, done: 0, existing: 3, error: 0 });
    expect([await available(one.orgId), await available(two)]).toEqual([25_500_000n, 3_000_001n]);
    expect(await findings(database)).toEqual([]);
  });

  it("names the column of every line that is wrong, and then writes no line", async () => {
    const { orgId } = await anOrg();
    const org = `org_${orgId}`;
    const lines = [
      header,
      `${org},good,5.00,,`,
      `${org},,5.00,,`,
      `${org},a,5.0000001,,`,
      `${org},b,-5.00,,`,
      `${org},c,5.00,gift,`,
      `${org},d,5.00,,2027-02-29T00:00:00Z`,
      `${org},e,5.00,,2020-01-01T00:00:00Z`,
      `${org},good,5.00,,`,
      `org_${randomUUID()},f,5.00,,`,
      "Nobody,g,5.00,,",
    ];
    const { code, out } = await importFile("balances", lines, "--json", "--apply");
    const { applied, lines: reports } = JSON.parse(out);
    expect([code, applied]).toEqual([1, false]);
    expect(reports.map(({ field }: { field?: string }) => field)).toEqual([
      undefined,
      "key",
      "amount",
      "amount",
      "kind",
      "expires_at",
      "expires_at",
      "key",
      "organization",
      "organization",
    ]);
    expect(await available(orgId)).toBe(0n);
    const shown = await importFile("balances", lines);
    expect(shown.out).toContain("expires_at: ");
    expect(shown.notes).toContain("1 to do, 0 existing, 9 with errors. Nothing was written");
  });

  it("refuses a line whose key an earlier import used with another amount", async () => {
    const { orgId } = await anOrg();
    await importFile("balances", [header, `org_${orgId},k,5.00,,`], "--apply");
    const { code, out } = await importFile("balances", [header, `org_${orgId},k,6.00,,`], "--apply", "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out).lines).toMatchObject([{ line: 2, outcome: "error", field: "amount" }]);
  });

  it.each([
    ["no header", [""], "has no header line"],
    ["a column that is missing", ["organization,amount"], "lacks key"],
    ["a column that nobody knows", [`${header},color`], "has color"],
    ["a row with more cells", [header, "a,b,5.00,,,"], "line 2 has 6 cells and not 5"],
    ["a quote that never ends", [header, '"a,b'], "cannot be used"],
  ])("cannot use a file with %s", async (_what, lines, message) => {
    const { code, out, notes } = await importFile("balances", lines);
    expect([code, out]).toEqual([2, ""]);
    expect(notes).toContain(message);
  });
});

describe("scrip import subscriptions", () => {
  const header = "organization,key,plan,interval,since,renews";

  /** Organizations on a test clock at this instant. */
  const NOW = Date.UTC(2027, 4, 10);
  const anOrgAtNow = async () =>
    `org_${(await anOrganization(app, { catalog: catalogText(tiered), clockAt: NOW })).orgId}`;

  it("starts them in their running period, which is paid, and once", async () => {
    const monthly = await anOrgAtNow();
    const yearly = await anOrgAtNow();
    const lines = [
      header,
      `${monthly},sub-1,pro,month,2026-01-31T22:30:00Z,`,
      `${yearly},sub-1,pro,year,2025-03-01T00:00:00Z,no`,
    ];
    const dry = await importFile("subscriptions", lines, "--json");
    expect([dry.code, JSON.parse(dry.out)]).toMatchObject([0, { applied: false, done: 2 }]);
    const plan = async (org: string) => (await getOrganization(app.organizations, org.slice(4)))?.plan;
    expect(await plan(monthly)).toBe("free");

    const { code, out } = await importFile("subscriptions", lines, "--json", "--apply");
    expect([code, JSON.parse(out).lines]).toEqual([
      0,
      [
        {
          line: 2,
          organization: monthly,
          outcome: "done",
          what: "pro by the month, paid until 2027-05-31T22:30:00.000Z",
        },
        {
          line: 3,
          organization: yearly,
          outcome: "done",
          what: "pro by the year, paid until 2028-03-01T00:00:00.000Z, ends then",
        },
      ],
    ]);
    expect([await plan(monthly), await plan(yearly)]).toEqual(["pro", "pro"]);
    const again = await importFile("subscriptions", lines, "--json", "--apply");
    expect(JSON.parse(again.out)).toMatchObject({ applied: true, done: 0, existing: 2, error: 0 });
    expect(await findings(database)).toEqual([]);
  });

  it("names the column of every line that is wrong", async () => {
    const org = await anOrgAtNow();
    const rest = "month,2027-01-01T00:00:00Z,";
    const problemOf = async (line: string) => {
      const { out } = await importFile("subscriptions", [header, line], "--json", "--apply");
      return JSON.parse(out).lines[0].field;
    };
    expect(await problemOf(`${org},k,free,${rest}`)).toBe("plan");
    expect(await problemOf(`${org},k,enterprise,${rest}`)).toBe("plan");
    expect(await problemOf(`${org},k,gold,${rest}`)).toBe("plan");
    expect(await problemOf(`${org},k,pro,week,2027-01-01T00:00:00Z,`)).toBe("interval");
    expect(await problemOf(`${org},k,pro,month,,`)).toBe("since");
    expect(await problemOf(`${org},k,pro,month,2027-06-01T00:00:00Z,`)).toBe("since");
    expect(await problemOf(`${org},k,pro,${rest}maybe`)).toBe("renews");
    expect(await problemOf(`${org},k,pro,${rest}`)).toBeUndefined();
    expect(await problemOf(`${org},other,pro,${rest}`)).toBe("organization");
    expect(await problemOf(`${org},k,pro,year,2027-01-01T00:00:00Z,`)).toBe("key");
  });
});

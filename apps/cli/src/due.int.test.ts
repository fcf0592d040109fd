import { anOrganization, testDatabase } from "@scrip/db/testing";
import { expect, it } from "vitest";
import { readEnv } from "./env.ts";
import { runProgram } from "./program.ts";

const database = await testDatabase();

async function scrip(...args: string[]) {
  const out: string[] = [];
  const notes: string[] = [];
  const code = await runProgram(args, {
    env: readEnv({ DATABASE_URL: database.ownerUrl }),
    out: (text) => out.push(text),
    note: (text) => notes.push(text),
    showProgress: () => ({ advance: () => {}, setTotal: () => {}, stop: () => {} }),
  });
  return { code, out: out.join("\n"), notes: notes.join("\n") };
}

it("lists parked due work and retries it", async () => {
  const owner = await database.open("owner");
  const { orgId } = await anOrganization(await database.open("app"));
  expect(await scrip("due", "list")).toMatchObject({ code: 0, out: "", notes: "Nothing is parked." });

  const row = "$1, 'expire_grant', $1, '2026-01-01T00:00:00Z', false, 5, 'grants_sum does not hold'";
  const columns = "org_id, kind, ref_id, due_at, on_test_clock, tries, problem, parked_at";
  await owner.query(`INSERT INTO due (${columns}) VALUES (${row}, '2026-01-01T00:05:00Z')`, [orgId]);
  const ref = `grant_${orgId}`;
  expect(JSON.parse((await scrip("due", "list", "--json")).out)).toEqual({
    parked: [
      {
        org: `org_${orgId}`,
        kind: "expire_grant",
        ref,
        problem: "grants_sum does not hold",
        dueAt: "2026-01-01T00:00:00.000Z",
        parkedAt: "2026-01-01T00:05:00.000Z",
      },
    ],
  });
  expect((await scrip("due", "list")).out).toContain("grants_sum does not hold");

  expect((await scrip("due", "retry", `org_${orgId}`, "expire_hold", ref)).notes).toContain("is not parked");
  expect(await scrip("due", "retry", `org_${orgId}`, "expire_grant", ref)).toMatchObject({ code: 0 });
  expect(await owner.query("SELECT tries, parked_at FROM due")).toEqual([{ tries: 0, parked_at: null }]);
  expect((await scrip("due", "retry", `org_${orgId}`, "expire_grant", ref)).code).toBe(2);
  expect((await scrip("due", "retry", `org_${orgId}`, "expire", ref)).notes).toContain("expire_grant");
});

it("lists the platform's work that is parked and has it tried again", async () => {
  const owner = await database.open("owner");
  await owner.query(`INSERT INTO platform_due (kind, ref, due_at, tries, problem, parked_at)
    VALUES ('copy_catalog', '3', '2026-01-01T00:00:00Z', 5, 'no room', '2026-01-01T00:05:00Z')`);
  expect(JSON.parse((await scrip("due", "list", "--json")).out)).toMatchObject({
    parked: [{ org: "platform", kind: "copy_catalog", ref: "catalog_3", problem: "no room" }],
  });
  expect((await scrip("due", "list")).out).toContain("catalog_3");
  expect((await scrip("due", "retry", "platform", "expire_grant", "grant_3")).notes).toContain("of an organization");
  expect((await scrip("due", "retry", "platform", "create_organization", "org_3")).notes).toContain("is not parked");
  expect(await scrip("due", "retry", "platform", "copy_catalog", "catalog_3")).toMatchObject({ code: 0 });
  expect(await owner.query("SELECT tries, parked_at FROM platform_due")).toEqual([{ tries: 0, parked_at: null }]);
});

import { describe, expect, it } from "vitest";
import { fillEveryTable } from "../testing/fill-every-table.ts";
import { anOrganization, testDatabase } from "../testing/index.ts";
import { inOrganizations } from "../testing/organization-scope.ts";
import { NOT_ALLOWED, refusalOf } from "../testing/refusal.ts";

const database = await testDatabase();
const owner = await database.open("owner");
const { orgId } = await anOrganization(await database.open("app"));
await fillEveryTable(owner, orgId);

describe.each([
  "entries",
  "further_postings",
  "job_charges",
  "metered_charges",
  "idempotency_keys",
  "activity_series",
  "marked_blocks",
  "grant_marks",
  "audit_entries",
])("%s", (table) => {
  const changes = [`UPDATE ${table} SET org_id = org_id`, `DELETE FROM ${table}`, `TRUNCATE ${table} CASCADE`];

  it.each(["app", "worker"] as const)("L11 G14 refuses changes by the %s", async (role) => {
    const dataSource = await database.open(role);
    for (const sql of changes) {
      const change = inOrganizations(dataSource, [orgId], (manager) => manager.query(sql));
      expect(await refusalOf(change)).toEqual(NOT_ALLOWED);
    }
  });

  it("L11 G14 refuses changes by its owner", async () => {
    for (const sql of changes)
      await expect(owner.query(sql)).rejects.toThrow("does not allow this change: a correction is a new entry");
    expect(await owner.query(`SELECT count(*) FROM ${table}`)).toEqual([{ count: 1n }]);
  });
});

import { randomUUIDv7 } from "node:crypto";
import { describe, expect, it } from "vitest";
import { anOrganization, testDatabase } from "../testing/index.ts";
import { OrganizationMissing } from "./errors.ts";
import { readOrganization } from "./read-organization.ts";

const database = await testDatabase();
const app = await database.open("app");
const { orgId } = await anOrganization(app);
const { orgId: other } = await anOrganization(app);

const SETTINGS = ["scrip.org_ids", "transaction_read_only", "transaction_isolation", "jit", "enable_seqscan"];

describe.each([{ byKey: true }, { byKey: false }])("reading one organization, %o", (options) => {
  it("G1 returns the rows of this organization and of no other one", async () => {
    const seen = await readOrganization(app.organizations, orgId, options, (query) =>
      query({ text: "SELECT org_id FROM organizations", values: [] }),
    );
    expect([orgId, other].sort()).toEqual((await seeAll()).sort());
    expect(seen).toEqual([{ org_id: orgId }]);
  });

  it("uses one read-only snapshot without JIT, and by key also without sequential scans", async () => {
    const columns = SETTINGS.map((name, n) => `current_setting('${name}') AS s${n}`).join(", ");
    const rows = await readOrganization(app.organizations, orgId, options, (query) =>
      query({ text: `SELECT ${columns}`, values: [] }),
    );
    expect(Object.values(rows[0] ?? {})).toEqual([
      `{${orgId}}`,
      "on",
      "repeatable read",
      "off",
      options.byKey ? "off" : "on",
    ]);
  });

  it("throws if the organization does not exist, and reads nothing", async () => {
    const nobody = randomUUIDv7();
    const reading = readOrganization(app.organizations, nobody, options, () => Promise.reject(new Error("was read")));
    await expect(reading).rejects.toEqual(new OrganizationMissing(nobody));
  });
});

/** The ids of all organizations, read as the owner. */
async function seeAll(): Promise<string[]> {
  const owner = await database.open("owner");
  const rows: { org_id: string }[] = await owner.query("SELECT org_id FROM organizations");
  return rows.map((row) => row.org_id);
}

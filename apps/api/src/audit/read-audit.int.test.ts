import { appendAudit, createServiceKey } from "@scrip/db/access";
import { inOrganization } from "@scrip/db/connection";
import type { AuditRecord } from "@scrip/domain/audit-record";
import { readAudit, readAuditActors } from "@scrip/usecases/audit/read-audit";
import { expect, it } from "vitest";
import { anApi } from "../testing/an-api.ts";
import { auditCsv } from "./csv.ts";

const api = await anApi();
const { deps } = api;
const orgId = (await api.anOrganization()).slice("org_".length);
const terms = { owner: "tests", orgId, orgIds: null, expiresAt: null, scopes: ["ledger:read"] };
const { id: key } = await createServiceKey(api.owner.platform, { ...terms, name: "scheduler" });
const { personId: ana } = await api.aPerson({ name: "Ana", org: `org_${orgId}`, role: "admin" });

const append = (record: AuditRecord) =>
  inOrganization(deps.homes.organizations, orgId, (tx) => appendAudit(tx, orgId, record));
const setPlan = (plan: string) =>
  api.owner.query("UPDATE organizations SET plan = $1 WHERE org_id = $2", [plan, orgId]);

await append({
  actor: { type: "person", id: ana },
  action: "key.created",
  target: { type: "service_key", id: key },
  outcome: "done",
  from: { address: "192.0.2.7", userAgent: "=cmd|' /C calc'!A0", requestId: "r" },
  reason: "0001",
  details: { name: "scheduler", scopes: "ledger:read" },
});
await append({ actor: { type: "service_key", id: key }, action: "access.denied", outcome: "denied" });

it("is refused on a plan without the entitlement, which names the plan that has it", async () => {
  await setPlan("free");
  const refusal = { code: "not_in_plan", data: { entitlement: "audit_log", plan: "free", needed: "enterprise" } };
  await expect(readAudit(deps, orgId, {}, { limit: 9 })).rejects.toMatchObject({ refusal });
  await expect(readAuditActors(deps, orgId)).rejects.toMatchObject({ refusal });
  await expect(auditCsv.page(deps, orgId, {}, null)).rejects.toMatchObject({ refusal });
});

it("names keys and gives ids their prefix, and finds them by the id that a page shows", async () => {
  await setPlan("enterprise");
  const { lines } = await readAudit(deps, orgId, {}, { limit: 9 });
  expect(lines).toMatchObject([
    { actor: { type: "service_key", id: `key_${key}`, name: "scheduler" }, target: null },
    {
      actor: { id: `person_${ana}`, name: "Ana" },
      target: { type: "service_key", id: `key_${key}`, name: "scheduler" },
    },
    { action: "organization.created" },
  ]);
  expect((await readAudit(deps, orgId, { text: `key_${key}` }, { limit: 9 })).lines).toHaveLength(2);
  expect(await readAuditActors(deps, orgId)).toEqual([
    { id: `person_${ana}`, name: "Ana" },
    { id: `key_${key}`, name: "scheduler" },
    // It created the organization.
    { id: expect.stringMatching(/^key_/), name: "tests" },
  ]);
});

it("F7 is a file whose texts are inert in a spreadsheet", async () => {
  await setPlan("enterprise");
  const { records, next } = await auditCsv.page(deps, orgId, { actions: ["key.created"] }, null);
  expect(next).toBeNull();
  const line = Object.fromEntries(auditCsv.header.map((name, index) => [name, records[0]?.[index]]));
  expect(line).toMatchObject({
    Number: 2,
    Who: "Ana",
    Action: "key.created",
    What: "A service key was created.",
    Target: "scheduler",
    Outcome: "done",
    "User agent": "'=cmd|' /C calc'!A0",
    Reason: "'0001",
    Details: "name: scheduler; scopes: ledger:read",
  });
});

it("G3 is for owners and admins that are signed in, and its file too", async () => {
  await setPlan("enterprise");
  const org = `org_${orgId}`;
  const admin = await api.aPerson({ org, role: "admin" });
  expect((await admin.call("audit.list", { org })).data).toMatchObject({ lines: [{ seq: 3 }, { seq: 2 }, { seq: 1 }] });
  const file = (cookie: string) => fetch(`${api.url}/download/audit.csv?org=${org}`, { headers: { cookie } });
  const downloaded = await file(admin.cookie);
  expect([downloaded.status, (await downloaded.text()).split("\n").length]).toEqual([200, 5]);
  const viewer = await api.aPerson({ org, role: "viewer" });
  const refused = await viewer.call("audit.list", { org });
  expect([refused.status, refused.error?.code]).toEqual([403, "permission_missing"]);
  expect((await file(viewer.cookie)).status).toBe(403);
  expect((await api.call("audit.list", { org })).error?.code).toBe("members_only");
  await expect
    .poll(async () => (await admin.call("audit.list", { org, outcome: "denied" })).data.lines)
    .toEqual(
      expect.arrayContaining([
        expect.objectContaining({ actor: expect.objectContaining({ id: `person_${viewer.personId}` }) }),
      ]),
    );
});

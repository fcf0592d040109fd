import { randomUUIDv7 } from "node:crypto";
import type { AuditRecord } from "@scrip/domain/audit-record";
import { describe, expect, it } from "vitest";
import { appendAudit } from "../../access/audit/append-audit.ts";
import { appendPlatformAudit } from "../../access/audit/append-platform-audit.ts";
import { inOrganization, inPlatform } from "../../connection/in-home.ts";
import { anOrganization, testDatabase } from "../../testing/index.ts";
import { auditActors } from "./audit-actors.ts";
import { type AuditFilter, type AuditWindow, listAudit, listPlatformAudit } from "./list-audit.ts";

const database = await testDatabase();
const app = await database.open("app");
const ana = randomUUIDv7();
const ben = randomUUIDv7();
const key = randomUUIDv7();

const RECORDS: readonly AuditRecord[] = [
  { actor: { type: "system", id: null }, action: "organization.created", outcome: "done" },
  person(ana, "member.invited", { details: { email: "Ben@Example.com", role: "viewer" } }),
  person(ben, "member.joined", {}),
  person(ana, "member.role_changed", { target: { type: "person", id: ben }, reason: "On call this week." }),
  { ...person(ben, "access.denied", { details: { procedure: "keys.create" } }), outcome: "denied" },
  { ...person(ana, "key.created", { target: { type: "service_key", id: key } }), outcome: "done" },
];

function person(id: string, action: AuditRecord["action"], some: Partial<AuditRecord>): AuditRecord {
  const from = { address: "192.0.2.7", userAgent: "Browser/1", requestId: "r" };
  return { actor: { type: "person", id }, action, outcome: "done", from, ...some };
}

const { orgId } = await anOrganization(app);
for (const record of RECORDS) {
  await inOrganization(app.organizations, orgId, (tx) => appendAudit(tx, orgId, record));
  await inPlatform(app.platform, (tx) => appendPlatformAudit(tx, record));
}

describe.each([
  [
    "an organization",
    (filter: AuditFilter, window: AuditWindow) => listAudit(app.organizations, orgId, filter, window),
  ],
  ["the platform", (filter: AuditFilter, window: AuditWindow) => listPlatformAudit(app.platform, filter, window)],
])("the audit log of %s", (_, list) => {
  const found = async (filter: AuditFilter) => (await list(filter, { limit: 50 })).lines.map(({ seq }) => seq);

  it("is listed from the newest entry down, in pages, with all that an entry has", async () => {
    const first = await list({}, { limit: 4 });
    expect([first.lines.map(({ seq }) => seq), first.next]).toEqual([[6, 5, 4, 3], 3]);
    const second = await list({}, { before: first.next ?? 0, limit: 4 });
    expect([second.lines.map(({ seq }) => seq), second.next]).toEqual([[2, 1], null]);
    expect(second.lines[0]).toEqual({
      seq: 2,
      at: expect.any(Number),
      actor: { type: "person", id: ana },
      action: "member.invited",
      target: null,
      outcome: "done",
      details: {
        address: "192.0.2.7",
        userAgent: "Browser/1",
        requestId: "r",
        email: "Ben@Example.com",
        role: "viewer",
      },
      isErased: false,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      previousHash: second.lines[1]?.hash,
    });
    expect(second.lines[1]).toMatchObject({
      details: null,
      isErased: false,
      previousHash: "0".repeat(64),
      target: null,
    });
  });

  it.each<[string, AuditFilter, number[]]>([
    ["what a person did, and what was done to them", { actor: ben }, [5, 4, 3]],
    ["actions", { actions: ["member.joined", "key.created"] }, [6, 3]],
    ["an outcome", { outcome: "denied" }, [5]],
    ["a text of the details, in any case", { text: "ben@example" }, [2]],
    ["a reason", { text: "ON CALL" }, [4]],
    ["an id", { text: key }, [6]],
    ["signs that a pattern would read", { text: "%" }, []],
    ["all parts together", { actor: ana, actions: ["member.invited", "key.created"], text: "browser" }, [6, 2]],
    ["days before the first entry", { until: Date.UTC(2020, 0) }, []],
    ["days from then on", { from: Date.UTC(2020, 0), outcome: "denied" }, [5]],
  ])("is filtered by %s", async (_what, filter, expected) => {
    expect(await found(filter)).toEqual(expected);
  });
});

it("says that details were erased", async () => {
  await inOrganization(app.organizations, orgId, (tx) => tx.query("DELETE FROM audit_details WHERE seq = 3"));
  const { lines } = await listAudit(app.organizations, orgId, { actions: ["member.joined"] }, { limit: 1 });
  expect(lines).toMatchObject([{ details: null, isErased: true }]);
});

it("lists each actor once", async () => {
  const actors = await auditActors(app.organizations, orgId);
  expect(new Set(actors.map(({ id }) => id))).toEqual(new Set([ana, ben]));
  expect(actors).toHaveLength(2);
  expect(new Set(actors.map(({ type }) => type))).toEqual(new Set(["person"]));
});

it("G1 L28 lists nothing of another organization", async () => {
  const other = await anOrganization(app);
  expect((await listAudit(app.organizations, other.orgId, { actor: ana }, { limit: 9 })).lines).toEqual([]);
  expect(await auditActors(app.organizations, other.orgId)).toEqual([]);
});

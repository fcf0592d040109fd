import { hash, randomUUIDv7 } from "node:crypto";
import { canonicalAuditDetails, canonicalAuditEntry, PLATFORM_CHAIN } from "@scrip/domain/audit-entry";
import type { AuditRecord } from "@scrip/domain/audit-record";
import { verifyLedger } from "@scrip/verify/verify-ledger";
import { afterAll, describe, expect, it } from "vitest";
import type { PlatformTx } from "../../connection/home-source.ts";
import { inOrganization, inPlatform } from "../../connection/in-home.ts";
import { openReadPool } from "../../connection/read-pool.ts";
import { anOrganization, testDatabase } from "../../testing/index.ts";
import { inOrganizations } from "../../testing/organization-scope.ts";
import { NOT_ALLOWED, refusalOf } from "../../testing/refusal.ts";
import { appendAudit } from "./append-audit.ts";
import { appendPlatformAudit } from "./append-platform-audit.ts";
import {
  AuditDetailsEntity,
  AuditEntryEntity,
  type AuditEntryRow,
  AuditHeadEntity,
  PlatformAuditDetailsEntity,
  PlatformAuditEntryEntity,
  PlatformAuditHeadEntity,
} from "./audit.entities.ts";
import { erasePersonFromAudit } from "./erase-person.ts";

const database = await testDatabase();
const owner = await database.open("owner");
const app = await database.open("app");
const worker = await database.open("worker");

const ALICE = randomUUIDv7();
const from = { address: "192.0.2.7", userAgent: "Browser/1 \u0000\ud800", requestId: "req-1" };

const aRecord = (changes: Partial<AuditRecord> = {}): AuditRecord => ({
  actor: { type: "person", id: ALICE },
  action: "member.invited",
  target: { type: "invitation", id: randomUUIDv7() },
  outcome: "done",
  ...changes,
});

const append = (orgId: string, record = aRecord()): Promise<number> =>
  inOrganization(app.organizations, orgId, (tx) => appendAudit(tx, orgId, record));
const appendToPlatform = (record = aRecord()): Promise<number> =>
  inPlatform(worker.platform, (tx) => appendPlatformAudit(tx, record));

/** The hashes that follow from the rows. */
function chained(chain: string, rows: readonly AuditEntryRow[]): string[] {
  let before = "00".repeat(32);
  return rows.map((row) => {
    const { seq, action, outcome, detailsHash } = row;
    const text = canonicalAuditEntry(chain, {
      seq,
      at: row.at.getTime(),
      actor: { type: row.actorType, id: row.actorId },
      action,
      target: row.targetType === null || row.targetId === null ? null : { type: row.targetType, id: row.targetId },
      outcome,
      detailsHash: detailsHash?.toString("hex") ?? null,
    });
    before = hash("sha256", `${before}\n${text}`);
    return before;
  });
}

const hexOf = (row: { hash: Buffer } | null | undefined) => row?.hash.toString("hex");

describe("the audit log of an organization", () => {
  it("has who, what, when, from where and the outcome, and a hash that covers all of it", async () => {
    const { orgId } = await anOrganization(app);
    const before = Date.now();
    await append(orgId, aRecord({ from, reason: "She asked.", details: { email: "bob@example.com", role: "admin" } }));
    await append(orgId, aRecord({ actor: { type: "system", id: null }, target: null, outcome: "denied" }));

    const rows = await owner.cell.repository(AuditEntryEntity).find({ where: { orgId }, order: { seq: "ASC" } });
    expect(rows).toMatchObject([
      { seq: 1, actorType: "person", actorId: ALICE, action: "member.invited", outcome: "done" },
      { seq: 2, actorType: "system", actorId: null, targetType: null, outcome: "denied", detailsHash: null },
    ]);
    expect(rows[0]?.at.getTime()).toBeGreaterThan(before - 60_000);
    expect(rows.map(hexOf)).toEqual(chained(orgId, rows));
    const head = await owner.cell.repository(AuditHeadEntity).findOneByOrFail({ orgId });
    expect(head).toEqual({ orgId, seq: 2, at: rows[1]?.at, hash: rows[1]?.hash });

    const [details] = await owner.cell.repository(AuditDetailsEntity).findBy({ orgId });
    expect(details?.details).toEqual({
      address: "192.0.2.7",
      userAgent: "Browser/1 \ufffd\ufffd",
      requestId: "req-1",
      reason: "She asked.",
      email: "bob@example.com",
      role: "admin",
    });
    const text = canonicalAuditDetails(details?.salt.toString("hex") ?? "", details?.details ?? {});
    expect(rows[0]?.detailsHash?.toString("hex")).toBe(hash("sha256", text));
  });

  it("L32 numbers 50 entries at once without a gap, for an organization without any", async () => {
    const { orgId } = await anOrganization(app);
    const numbers = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        inOrganization((n % 2 === 0 ? app : worker).organizations, orgId, (tx) =>
          appendAudit(tx, orgId, aRecord({ from })),
        ),
      ),
    );
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
    const rows = await owner.cell.repository(AuditEntryEntity).find({ where: { orgId }, order: { seq: "ASC" } });
    expect(rows.map(hexOf)).toEqual(chained(orgId, rows));
    expect(rows.map(({ at }) => at)).toEqual(rows.map(({ at }) => at).sort((a, b) => a.getTime() - b.getTime()));
  });

  it("loses the entry with the change that it records", async () => {
    const { orgId } = await anOrganization(app);
    await append(orgId);
    const failed = inOrganization(app.organizations, orgId, async (tx) => {
      await appendAudit(tx, orgId, aRecord());
      throw new Error("the change failed");
    });
    await expect(failed).rejects.toThrow("the change failed");
    expect(await append(orgId)).toBe(2);
  });

  it("has the time of the database, also for an organization on a test clock", async () => {
    const { orgId } = await anOrganization(app, { clockAt: Date.UTC(2040, 0) });
    await append(orgId);
    const [row] = await owner.cell.repository(AuditEntryEntity).findBy({ orgId });
    expect(row?.at.getUTCFullYear()).toBeLessThan(2040);
  });

  it("G2 appends nothing outside the transaction's organization", async () => {
    const [{ orgId }, other] = await Promise.all([anOrganization(app), anOrganization(app)]);
    const foreign = inOrganization(app.organizations, other.orgId, (tx) => appendAudit(tx, orgId, aRecord()));
    expect(await refusalOf(foreign)).toEqual(NOT_ALLOWED);
  });

  it("refuses a detail that has no exact text", async () => {
    const { orgId } = await anOrganization(app);
    await expect(append(orgId, aRecord({ details: { share: 0.1 } }))).rejects.toThrow("share is 0.1");
  });
});

describe("the audit log of the platform", () => {
  it("L32 numbers 50 entries at once without a gap", async () => {
    const numbers = await Promise.all(Array.from({ length: 50 }, () => appendToPlatform(aRecord({ from }))));
    expect(new Set(numbers).size).toBe(50);
    const rows = await owner.platform.repository(PlatformAuditEntryEntity).find({ order: { seq: "ASC" } });
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, n) => n + 1));
    expect(rows.map(hexOf)).toEqual(chained(PLATFORM_CHAIN, rows));
    const [head] = await owner.platform.repository(PlatformAuditHeadEntity).find();
    expect(hexOf(head)).toBe(hexOf(rows.at(-1)));
    expect(await owner.platform.repository(PlatformAuditDetailsEntity).count()).toBe(rows.length);
  });
});

describe("erasing a person", () => {
  const readers = {
    pool: openReadPool(database.urls.verify),
    platform: openReadPool(database.homeUrls.verify.platform ?? database.urls.verify),
  };
  afterAll(() => Promise.all([readers.pool.end(), readers.platform.end()]));
  const detailsIn = async (orgId: string): Promise<number[]> => {
    const rows = await owner.cell.repository(AuditDetailsEntity).find({ where: { orgId }, order: { seq: "ASC" } });
    return rows.map(({ seq }) => seq);
  };

  it("L32 erases the details that name them in both homes, keeps the others, and leaves every chain valid", async () => {
    const erin = { personId: randomUUIDv7(), email: "Erin@Example.com" };
    const orgs = await Promise.all([anOrganization(app), anOrganization(app)]);
    for (const { orgId } of orgs) {
      await append(orgId, aRecord({ details: { email: "erin@example.com" } }));
      await append(orgId, aRecord({ actor: { type: "person", id: erin.personId }, from }));
      await append(orgId, aRecord({ target: { type: "person", id: erin.personId }, details: { role: "admin" } }));
      await append(orgId, aRecord({ reason: "Not about erin@example.com alone." }));
    }
    await append(orgs[0]?.orgId ?? "", aRecord({ actor: { type: "person", id: erin.personId } }));
    await appendToPlatform(aRecord({ actor: { type: "operator", id: erin.personId }, from }));
    expect(await erasePersonFromAudit(worker, erin)).toBe(7);
    expect(await erasePersonFromAudit(app, { ...erin, email: null })).toBe(0);
    for (const { orgId } of orgs) expect(await detailsIn(orgId)).toEqual([4]);
    const { findings } = await verifyLedger(readers);
    expect(findings.filter(({ invariant }) => invariant === "L32")).toEqual([]);
  });
});

describe("L11 G14 an audit log", async () => {
  const { orgId } = await anOrganization(app);
  await append(orgId, aRecord({ from }));
  await appendToPlatform(aRecord({ from }));

  it.each([
    "UPDATE audit_entries SET action = 'member.left'",
    "DELETE FROM audit_entries",
    "UPDATE audit_details SET details = '{}'",
    "UPDATE audit_heads SET org_id = org_id",
    "DELETE FROM audit_heads",
    "UPDATE platform_audit_entries SET action = 'member.left'",
    "DELETE FROM platform_audit_entries",
    "UPDATE platform_audit_details SET details = '{}'",
    "UPDATE platform_audit_heads SET single = single",
    "DELETE FROM platform_audit_heads",
  ])("refuses app, worker and owner: %s", async (sql) => {
    const isOfPlatform = sql.includes("platform_");
    for (const role of [app, worker]) {
      const change = isOfPlatform
        ? inPlatform(role.platform, (tx: PlatformTx) => tx.query(sql))
        : inOrganizations(role, [orgId], (manager) => manager.query(sql));
      expect(await refusalOf(change)).toEqual(NOT_ALLOWED);
    }
    await expect(owner.query(sql)).rejects.toThrow("does not allow this change");
  });

  it.each(["audit_heads", "platform_audit_heads"])("has a head that goes one step at a time: %s", async (table) => {
    for (const change of ["seq = seq + 2", "seq = seq", "seq = seq - 1", "seq = seq + 1, at = at - interval '1 ms'"])
      await expect(owner.query(`UPDATE ${table} SET ${change}`)).rejects.toThrow("does not allow this change");
  });
});

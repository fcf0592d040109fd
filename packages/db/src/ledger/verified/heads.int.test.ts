import type { Head } from "@scrip/verify/head";
import { type BoundHead, readRowsToSign } from "@scrip/verify/read-beside";
import { type VerifyOptions, verifyLedger } from "@scrip/verify/verify-ledger";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { createServiceKey, revokeServiceKey } from "../../access/service-keys.ts";
import { createClock } from "../../due/create-clock.ts";
import { openHomes } from "../../schema/open-homes.ts";
import { anOrganization, testDatabase } from "../../testing/index.ts";
import { runSql } from "../../testing/run-sql.ts";
import { Account } from "../an-account.test-support.ts";
import { aLife } from "./a-life.fixture.ts";
import { DAY, namesOf } from "./history.fixture.ts";
import { DISARM, ledgerOf, openPool, rehash, replayLife } from "./on-database.fixture.ts";
import { anyLife, runLife } from "./random-life.fixture.ts";

const database = await testDatabase();
const pool = openPool(database.urls.verify);
const app = await openHomes({ organizations: database.urls.app }, { applicationName: "scrip-test-heads" });
const ledger = ledgerOf(database);
afterAll(async () => {
  await Promise.all([pool.end(), app.close(), ledger.close()]);
});

const verify = (options: Partial<VerifyOptions> = {}) => verifyLedger({ pool, ...options });

/** The heads that a whole run finds without a finding, which are the ones to sign. */
async function headsOf(orgIds: string[]): Promise<Head[]> {
  const heads: Head[] = [];
  await verify({ orgIds, onHead: (head) => heads.push(head) });
  return heads;
}

/** The head that an organization had after entry `seq`. */
async function headAt(orgId: string, seq: number, on = pool): Promise<Head> {
  const sql = "SELECT encode(hash, 'hex') AS hash FROM entries WHERE org_id = $1 AND seq = $2";
  const { rows } = await on.query(sql, [orgId, seq]);
  return { orgId, seq, hash: rows[0].hash };
}

describe("on data that the ledger wrote", () => {
  it("finds nothing in a part of a history, wherever the part begins", async () => {
    const lives = fc.sample(anyLife, 12).map(runLife);
    const replayed = await Promise.all(lives.map((history) => replayLife(app, ledger, history)));
    const orgIds = replayed.map(({ orgId }) => orgId);
    const heads = await headsOf(orgIds);
    expect(new Map(heads.map(({ orgId, seq }) => [orgId, seq]))).toEqual(
      new Map(replayed.map(({ orgId }, index) => [orgId, lives[index]?.rows().head.seq])),
    );
    const all = heads.reduce((sum, { seq }) => sum + seq, 0);
    for (const share of [0.01, 0.3, 0.6, 0.99, 1]) {
      const earlier = await Promise.all(
        heads.filter(({ seq }) => seq > 0).map(({ orgId, seq }) => headAt(orgId, Math.ceil(seq * share))),
      );
      const skipped = earlier.reduce((sum, { seq }) => sum + seq, 0);
      const { findings, entries } = await verify({ orgIds, heads: earlier, since: "heads" });
      expect([findings, entries]).toEqual([[], all - skipped]);
    }
    const start = Math.min(...lives.map(({ submitted }) => submitted[0]?.at ?? Number.POSITIVE_INFINITY));
    for (const days of [0, 1, 10, 40, 4000]) {
      const since = start + days * DAY;
      const written = lives.flatMap((history) => history.rows().entries).filter(({ at }) => at >= since);
      const { findings, entries } = await verify({ orgIds, since });
      expect([findings, entries]).toEqual([[], written.length]);
    }
  });

  it("L11 finds known heads again after the ledger wrote more entries", async () => {
    const { history } = aLife();
    const { orgId } = await replayLife(app, ledger, history);
    const heads = await headsOf([orgId]);
    const issue = { kind: "issueGrant", source: "purchase", grantKind: "paid", amount: 5n } as const;
    const terms = {
      effectiveAt: null,
      expiresAt: null,
      businessKey: "later",
      actor: { type: "system", id: null },
    } as const;
    await ledger.submit({ ...issue, ...terms, orgId, id: history.id() }, "later");
    expect(await verify({ orgIds: [orgId], heads })).toMatchObject({ ok: true, entries: (heads[0]?.seq ?? 0) + 1 });
    expect(await verify({ orgIds: [orgId], heads, since: "heads" })).toMatchObject({ ok: true, entries: 1 });
  });
});

describe("a list that has the rows beside the heads", () => {
  /** What is signed for these organizations, and the service keys. */
  async function listOf(orgIds: string[]) {
    const heads: BoundHead[] = [];
    await verify({ orgIds, onHead: (head) => heads.push(head) });
    return readRowsToSign({ cells: [{ name: null, pool }], platform: pool }, heads);
  }
  /** The findings of a run over these organizations, and those about service keys of a run over all. */
  async function against(list: Awaited<ReturnType<typeof listOf>>) {
    const { findings } = await verify(list);
    const orgIds = new Set<string | null>(list.heads.map(({ orgId }) => orgId));
    return findings.filter(({ orgId, rows }) => orgIds.has(orgId) || rows.some((row) => row.startsWith("service key")));
  }
  const refuse = async (account: Account, key: string) =>
    expect(await account.charge("1000000", key)).toMatchObject({ ok: false });

  it("L13 L28 holds after more keys, organizations, and a revoked service key; L28 if it is no longer revoked", async () => {
    const account = await Account.open(app, ledger);
    await account.grant("1");
    await refuse(account, "before");
    await moveOn(account);
    const owner = await openHomes({ organizations: database.ownerUrl }, { applicationName: "scrip-test-heads" });
    const terms = { owner: "tests", orgIds: null, expiresAt: null, orgId: account.orgId, scopes: ["ledger:read"] };
    const { id } = await createServiceKey(owner.platform, { ...terms, name: "lab" });
    const list = await listOf([account.orgId]);
    expect(list).toMatchObject({ heads: [{ beside: { keys: { count: 1 } } }], serviceKeys: [{ id, revokedAt: null }] });
    await refuse(account, "after");
    await moveOn(account);
    await anOrganization(app);
    await createServiceKey(owner.platform, { ...terms, name: "later" });
    await revokeServiceKey(owner.platform, id);
    expect(await against(list)).toEqual([]);
    const revoked = await listOf([account.orgId]);
    expect(revoked).toMatchObject({ heads: [{ beside: { keys: { count: 2 } } }] });
    await owner.platform.query("UPDATE service_keys SET revoked_at = NULL WHERE id = $1", [id]);
    await owner.close();
    expect(await against(revoked)).toMatchObject([{ invariant: "L28", rows: [`service key ${id}`] }]);
    expect(await against(list)).toEqual([]);
  });

  it("L13 leaves out a key whose transaction was open when the list was signed, at the time of the head", async () => {
    const account = await Account.open(app, ledger);
    await account.grant("1");
    const client = await ledger.pool.connect();
    await client.query("BEGIN");
    await client.query("SELECT set_config('scrip.org_ids', $1::uuid[]::text, true)", [[account.orgId]]);
    await client.query("SELECT FROM organizations WHERE org_id = $1 FOR NO KEY UPDATE", [account.orgId]);
    // The earliest time that a command can have now, whatever the clock says.
    await client.query(
      `INSERT INTO idempotency_keys SELECT org_id, 'charge', 'open', hash, false, '{"code":"c","message":"m"}', at
        FROM organizations WHERE org_id = $1`,
      [account.orgId],
    );
    const list = await listOf([account.orgId]);
    await client.query("COMMIT");
    client.release();
    expect(list).toMatchObject({ heads: [{ beside: { keys: { count: 0 } } }] });
    expect(await against(list)).toEqual([]);
  });

  it("L13 holds for every list that was signed while keys were recorded", async () => {
    const account = await Account.open(app, ledger);
    await account.grant("1000");
    const writing = Array.from({ length: 60 }, async (_, n) => {
      await refuse(account, `refused ${n}`);
      await account.charge("0.01");
      await refuse(account, `refused again ${n}`);
    });
    const lists = [];
    for (let count = 0; count < 5; count += 1) lists.push(await listOf([account.orgId]));
    await Promise.all(writing);
    await moveOn(account);
    lists.push(await listOf([account.orgId]));
    for (const list of lists) expect(await against(list)).toEqual([]);
    expect(lists.at(-1)).toMatchObject({ heads: [{ beside: { keys: { count: 120 } } }] });
  });

  it("L13 covers no key before the first entry, since a test clock may set the time back", async () => {
    const account = await Account.open(app, ledger);
    await refuse(account, "before the clock");
    const list = await listOf([account.orgId]);
    expect(list).toMatchObject({ heads: [{ seq: 0, beside: { keys: { before: 0, count: 0 } } }] });
    expect(await createClock(ledger.pool, account.orgId, Date.UTC(2020, 0, 1))).toBe("created");
    await refuse(account, "on the clock");
    expect(await against(list)).toEqual([]);
  });

  /** Writes an entry with a later time than every key so far. */
  async function moveOn(account: Account): Promise<void> {
    const latest = await pool.query("SELECT max(at) AS at FROM idempotency_keys WHERE org_id = $1", [account.orgId]);
    const at = async () =>
      (await pool.query("SELECT at FROM organizations WHERE org_id = $1", [account.orgId])).rows[0].at;
    do await account.charge("0.01");
    while ((await at()) <= latest.rows[0].at);
  }
});

describe("on data that the owner of the tables rewrote", async () => {
  const copy = await testDatabase();
  const writer = ledgerOf(copy);
  const writing = await openHomes({ organizations: copy.urls.app }, { applicationName: "scrip-test-heads" });
  const life = aLife();
  const replayed = await Promise.all(Array.from({ length: 7 }, () => replayLife(writing, writer, life.history)));
  const orgs = replayed.map(({ orgId }) => orgId);
  const [rewritten = "", cut = "", gone = "", hidden = "", moved = "", later = "", refunded = ""] = orgs;
  await Promise.all([writer.close(), writing.close()]);
  const reader = openPool(copy.urls.verify);
  afterAll(() => reader.end());
  const heads: Head[] = [];
  await verifyLedger({ pool: reader, onHead: (head) => heads.push(head) });
  await runSql(copy.ownerUrl, DISARM);
  const rewrite = (...statements: string[]) => runSql(copy.ownerUrl, statements.join(";\n"));
  const verifyOne = (orgId: string, options: Partial<VerifyOptions> = {}) =>
    verifyLedger({ pool: reader, orgIds: [orgId], ...options });
  const lastOf = (orgId: string) => heads.find((head) => head.orgId === orgId)?.seq ?? 0;

  it("L11 reports history that was rewritten from end to end, although it is consistent by itself", async () => {
    // The second grant has another business key, and every hash from there on is computed again.
    await rewrite(`UPDATE grants SET business_key = 'other' WHERE org_id = '${rewritten}' AND id = '${life.purchase}'`);
    await rehash(copy.ownerUrl, rewritten);
    expect((await verifyOne(rewritten)).findings).toEqual([]);
    const { findings } = await verifyOne(rewritten, { heads });
    expect(findings).toMatchObject([{ invariant: "L11", orgId: rewritten, rows: [`entry ${lastOf(rewritten)}`] }]);
    expect((await verifyOne(rewritten, { heads, since: "heads" })).findings).toEqual(findings);
  });

  it("L11 reports a ledger whose last entries were removed", async () => {
    // The last entry is a purchase that paid the rest of the debts; remove every trace of it.
    const last = `org_id = '${cut}' AND seq = ${lastOf(cut)}`;
    const before = `(SELECT e FROM entries e WHERE e.org_id = '${cut}' AND e.seq = ${lastOf(cut) - 1})`;
    const paid = `(SELECT coalesce(sum(amount), 0) FROM postings p WHERE p.${last.replace("AND seq", "AND p.seq")} AND p.debt_id = d.id AND p.to_bucket = 'paid')`;
    await rewrite(
      `UPDATE debts d SET open = open + ${paid}, paid = paid - ${paid}, is_open = open + ${paid} > 0 WHERE org_id = '${cut}'`,
      `UPDATE organizations o SET seq = seq - 1, at = (${before}).at, hash = (${before}).hash,
        available = (${before}).available, reserved = (${before}).reserved, owed = (${before}).owed WHERE org_id = '${cut}'`,
      `DELETE FROM grants WHERE org_id = '${cut}' AND id = (SELECT cause_id FROM entries WHERE ${last})`,
      `DELETE FROM further_postings WHERE ${last}`,
      `DELETE FROM entries WHERE ${last}`,
    );
    expect((await verifyOne(cut)).findings).toEqual([]);
    for (const since of [undefined, "heads"] as const) {
      const { findings } = await verifyOne(cut, { heads, ...(since !== undefined && { since }) });
      expect(findings).toMatchObject([{ invariant: "L11", rows: [`organization ${cut}`, `entry ${lastOf(cut)}`] }]);
    }
  });

  it("L11 L28 reports a deleted organization, and the rows that are left of it", async () => {
    await rewrite(`DELETE FROM organizations WHERE org_id = '${gone}'`);
    expect((await verifyOne(gone, { heads })).findings).toMatchObject([
      { invariant: "L11", orgId: gone, rows: [`organization ${gone}`] },
    ]);
    const { findings } = await verifyLedger({ pool: reader });
    const left = findings.filter(({ orgId }) => orgId === gone);
    expect(namesOf(left)).toEqual(["L28"]);
    expect(left.flatMap(({ rows }) => rows)).toEqual(
      expect.arrayContaining(["entries", "further_postings", "grants", "due"]),
    );
  });

  it("a partial run checks neither the single entries that it skips nor their hashes", async () => {
    const half = Math.floor(lastOf(hidden) / 2);
    await rewrite(
      `UPDATE entries SET actor_type = 'member', at = at + interval '1 ms' WHERE org_id = '${hidden}' AND seq = 2`,
    );
    expect(namesOf((await verifyOne(hidden)).findings)).toEqual(["L9", "L10"]);
    expect((await verifyOne(hidden, { heads: [await headAt(hidden, half, reader)], since: "heads" })).findings).toEqual(
      [],
    );
  });

  it("L3 L8 L16 L18 a partial run adds up the entries that it skips", async () => {
    const half = Math.floor(lastOf(moved) / 2);
    const since = { heads: [await headAt(moved, half, reader)], since: "heads" } as const;
    await rewrite(`UPDATE further_postings SET amount = amount + 1 WHERE org_id = '${moved}' AND seq = 1`);
    const { findings } = await verifyOne(moved, since);
    expect(namesOf(findings)).toEqual(["L3", "L8", "L16", "L18"]);
    expect(findings.flatMap(({ rows }) => rows)).toEqual(
      expect.arrayContaining([`grant ${life.promotional}`, `entry ${half}`]),
    );
  });

  it("L9 L12 a partial run checks later entries exactly as a whole run does", async () => {
    const half = Math.floor(lastOf(later) / 2);
    const since = { heads: [await headAt(later, half, reader)], since: "heads" } as const;
    await rewrite(
      `UPDATE entries SET leg = leg + 1 WHERE org_id = '${later}' AND seq = ${lastOf(later)}`,
      `UPDATE entries SET charged = charged + 1 WHERE org_id = '${later}' AND seq = (SELECT max(seq) FROM entries WHERE org_id = '${later}' AND seq > ${half} AND charged IS NOT NULL)`,
    );
    const part = await verifyOne(later, since);
    expect(part.findings).toEqual((await verifyOne(later)).findings);
    expect(namesOf(part.findings)).toEqual(expect.arrayContaining(["L9", "L12"]));
  });

  it("L28 a partial run reports a refund of a charge that does not exist", async () => {
    const since = { heads: [await headAt(refunded, lastOf(refunded), reader)], since: "heads" } as const;
    await rewrite(
      `UPDATE grants SET source = 'refund', charge_id = org_id WHERE org_id = '${refunded}' AND id = '${life.purchase}'`,
    );
    const { findings } = await verifyOne(refunded, since);
    expect(findings).toMatchObject([{ invariant: "L28", rows: [`grant ${life.purchase}`, `charge ${refunded}`] }]);
  });
});

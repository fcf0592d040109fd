import { usd } from "@scrip/domain/money";
import { afterAll, describe, expect, it } from "vitest";
import { testDatabase } from "../testing/index.ts";
import { inOrganizations } from "../testing/organization-scope.ts";
import { Account, appLedger, findings } from "./an-account.test-support.ts";
import { keyIdOf } from "./keys/key-id.ts";
import { payloadHash } from "./keys/payload-hash.ts";

const database = await testDatabase();
const app = await database.open("app");
const owner = await database.open("owner");
const ledger = appLedger(database);
afterAll(() => ledger.close());

const terms = { source: "purchase", grantKind: "paid", amount: usd("10"), effectiveAt: null, expiresAt: null } as const;
const hold = { amount: usd("4"), ttlMs: null };

/** Where an organization's keys are stored: key ids with the numbers of their entries, and keys with a row. */
async function keysOf({ orgId }: Account): Promise<{ entries: Record<string, number>; rows: string[] }> {
  const entries = await owner.query("SELECT key_id, seq FROM entries WHERE org_id = $1 AND key_id IS NOT NULL", [
    orgId,
  ]);
  const rows = await owner.query("SELECT key FROM idempotency_keys WHERE org_id = $1 ORDER BY key", [orgId]);
  return {
    entries: Object.fromEntries(entries.map((row: { key_id: string; seq: bigint }) => [row.key_id, Number(row.seq)])),
    rows: rows.map(({ key }: { key: string }) => key),
  };
}

describe("an idempotency key", () => {
  it("L13 is stored in the last entry of its command, or in a row if the command made no entry", async () => {
    const account = await Account.open(app, ledger, 0);
    const { orgId } = account;
    const first = [
      await account.try("issueGrant", { ...terms, expiresAt: 1, businessKey: "lapses" }, "grant"),
      await account.try("issueGrant", { ...terms, expiresAt: 1, businessKey: "lapses" }, "existing"),
      await account.try("issueGrant", { ...terms, effectiveAt: 5, businessKey: "scheduled" }, "later"),
      await account.try("placeHold", hold, "hold"),
      await account.charge("100", "refused"),
    ];
    await owner.query("UPDATE organizations SET clock_at = to_timestamp(1) WHERE org_id = $1", [orgId]);
    const holdId = await owner.query("SELECT id FROM holds WHERE org_id = $1", [orgId]);
    // The released credit has lapsed, so it expires in one more entry, which is the last one.
    first.push(await account.try("voidHold", { holdId: holdId[0].id }, "void"));
    expect(await keysOf(account)).toEqual({
      entries: {
        [keyIdOf(orgId, "issueGrant", "grant")]: 1,
        [keyIdOf(orgId, "issueGrant", "later")]: 2,
        [keyIdOf(orgId, "placeHold", "hold")]: 3,
        [keyIdOf(orgId, "voidHold", "void")]: 5,
      },
      rows: ["existing", "refused"],
    });
    const again = [
      await account.try("issueGrant", { ...terms, expiresAt: 1, businessKey: "lapses" }, "grant"),
      await account.try("issueGrant", { ...terms, expiresAt: 1, businessKey: "lapses" }, "existing"),
      await account.try("issueGrant", { ...terms, effectiveAt: 5, businessKey: "scheduled" }, "later"),
      await account.try("placeHold", hold, "hold"),
      await account.charge("100", "refused"),
      await account.try("voidHold", { holdId: holdId[0].id }, "void"),
    ];
    expect(again.map((outcome) => JSON.stringify(outcome))).toEqual(
      first.map((outcome) => JSON.stringify({ ...outcome, replayed: true })),
    );
    expect(await findings(database, [orgId])).toEqual([]);
  });

  it("C4 L13 in an entry refuses another payload, and is a different key in another organization", async () => {
    const account = await Account.open(app, ledger);
    const other = await Account.open(app, ledger);
    for (const each of [account, other]) await each.grant("10");
    expect(await account.charge("1", "key")).toMatchObject({ ok: true, replayed: false });
    expect(await other.charge("2", "key")).toMatchObject({ ok: true, replayed: false });
    expect(await account.charge("2", "key")).toMatchObject({ ok: false, refusal: { code: "key_reused" } });
    expect(await other.charge("2", "key")).toMatchObject({ ok: true, replayed: true });
  });

  it("L12 L13 is the id of the charge that it made, and no second charge can have that id", async () => {
    const account = await Account.open(app, ledger);
    await account.grant("10");
    const id = keyIdOf(account.orgId, "charge", "key");
    const first = await account.charge("1", "key");
    expect(first).toMatchObject({ ok: true, answer: { charge: id, charged: "1000000", becameOwed: "0" } });
    expect(JSON.stringify(await account.charge("1", "key"))).toBe(JSON.stringify({ ...first, replayed: true }));
    // As code without its table of keys would write it.
    const forgetful = owner.query(
      `INSERT INTO entries (org_id, seq, at, recorded_at, kind, actor_type, cause_type, cause_id, leg, available, reserved, owed, hash, charged)
        SELECT org_id, 3, at, at, 'charged', 'system', 'charge', $2, 1, 0, 0, 0, hash, 1 FROM organizations WHERE org_id = $1`,
      [account.orgId, id],
    );
    await expect(forgetful).rejects.toMatchObject({ constraint: "entries_cause_key" });
    const owing = { resource: null, project: null, member: null, onShortfall: "owe" } as const;
    const owed = await account.try("charge", { amount: usd("20"), ...owing }, "owing");
    expect(owed).toMatchObject({ ok: true, answer: { becameOwed: "11000000" } });
    expect(JSON.stringify(await account.try("charge", { amount: usd("20"), ...owing }, "owing"))).toBe(
      JSON.stringify({ ...owed, replayed: true }),
    );
    expect(await findings(database, [account.orgId])).toEqual([]);
  });

  it("C5 L13 of an accepted command also answers if it is stored in a row", async () => {
    const account = await Account.open(app, ledger);
    const command = account.command("placeHold", hold);
    const answer = { hold: command.id, state: "open", seq: 7 };
    await owner.query(
      "INSERT INTO idempotency_keys VALUES ($1, 'placeHold', 'key', decode($2, 'hex'), true, $3, now())",
      [account.orgId, payloadHash(command), JSON.stringify(answer)],
    );
    expect(await account.try("placeHold", hold, "key")).toEqual({ ok: true, answer, replayed: true });
    const another = await account.try("placeHold", { ...hold, ttlMs: 1 }, "key");
    expect(another).toMatchObject({ ok: false, refusal: { code: "key_reused" } });
  });
});

describe("the number of a key", () => {
  const TEXTS = ["", "-", "1:a", "a", "a-", "1:a-", "ä", "\u{1f680}", "6:charge", 'q"\\', "x".repeat(200)];

  it("is the same in TypeScript and in PostgreSQL, and different for every key", async () => {
    const orgIds = ["00000000-0000-7000-8000-000000000000", "0198a5f0-0000-7abc-8def-0123456789ab"];
    const all = orgIds.flatMap((orgId) => TEXTS.flatMap((kind) => TEXTS.map((key) => [orgId, kind, key] as const)));
    const rows: { id: string }[] = await owner.query(
      `SELECT key_id_of(o, p, k) AS id FROM unnest($1::uuid[], $2::text[], $3::text[]) WITH ORDINALITY AS u (o, p, k, n)
        ORDER BY n`,
      [0, 1, 2].map((part) => all.map((each) => each[part])),
    );
    expect(rows.map(({ id }) => id)).toEqual(all.map((each) => keyIdOf(...each)));
    expect(new Set(rows.map(({ id }) => id)).size).toBe(all.length);
  });

  it.each([
    ["entries_key_id", "key_id = a.id", "((org_id = a.org_id) AND (key_id = a.id))"],
    [
      "entries_cause_key",
      "cause_id = a.id AND leg = 1 AND cause_type = 'charge'",
      "((org_id = a.org_id) AND (cause_id = a.id) AND (leg = 1) AND (cause_type = 'charge'::text))",
    ],
  ])("finds its entry by %s, even if the planner knows little about the tables", async (index, sought, condition) => {
    const plan = await inOrganizations(app, [(await Account.open(app, ledger)).orgId], async (manager) => {
      // As in `lock_and_load_heads`.
      for (const off of ["seqscan", "bitmapscan", "hashjoin", "mergejoin", "material"])
        await manager.query(`SET LOCAL enable_${off} = off`);
      return manager.query(`EXPLAIN SELECT e.seq
        FROM unnest(ARRAY[gen_random_uuid()], ARRAY[gen_random_uuid()]) AS a (org_id, id)
        CROSS JOIN LATERAL (SELECT * FROM entries WHERE org_id = a.org_id AND ${sought} LIMIT 1) AS e`);
    });
    const text = plan.map((line: { "QUERY PLAN": string }) => line["QUERY PLAN"]).join("\n");
    expect(text).toContain(`Index Scan using ${index}`);
    expect(text).toContain(`Index Cond: ${condition}`);
  });
});

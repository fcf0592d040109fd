import { afterAll, afterEach, describe, expect, it } from "vitest";
import { TransientError } from "../connection/errors.ts";
import { testDatabase } from "../testing/index.ts";
import { Account, appLedger, findings } from "./an-account.test-support.ts";
import { lockOrganization } from "./barrier.test-support.ts";

const database = await testDatabase();
const app = await database.open("app");
const owner = await database.open("owner");
/** One lane, so that all commands of a turn go into one batch; waiting for a lock times out early. */
const timeouts = { statementMs: 5_000, answerMs: 10_000, lockMs: 150, idleInTransactionMs: 5_000, connectMs: 5_000 };
const ledger = appLedger(database, { lanes: 1, timeouts });
afterAll(() => ledger.close());
// The books are correct after every test.
afterEach(async () => {
  const found = await findings(database);
  if (found.length > 0) throw new Error(`verify found ${JSON.stringify(found)}`);
});

const accounts = async (count: number, dollars = "100"): Promise<Account[]> => {
  const all = await Promise.all(Array.from({ length: count }, () => Account.open(app, ledger)));
  for (const account of all) await account.grant(dollars);
  return all;
};
const two = async (): Promise<[Account, Account]> => (await accounts(2)) as [Account, Account];

/** The number of an organization's charges, counted in its rows. */
const chargesOf = async ({ orgId }: Account): Promise<number> =>
  (await owner.query("SELECT count(*)::int AS n FROM charges WHERE org_id = $1", [orgId]))[0].n;

describe("C15 an organization that another transaction has locked", () => {
  it("fails alone and can be retried; other organizations, in the batch and later, are answered meanwhile", async () => {
    const [locked, ...others] = await accounts(4);
    if (locked === undefined) throw new Error("no organization");
    const releaseLock = await lockOrganization(owner, locked.orgId);
    const late = locked.charge("1", "late");
    const outcome = late.then(
      () => "answered",
      (error: unknown) => error,
    );
    const first = await Promise.all(others.map((account) => account.charge("1")));
    expect(first.map(({ ok }) => ok)).toEqual([true, true, true]);
    for (let n = 0; n < 20; n += 1)
      expect((await Promise.all(others.map((account) => account.charge("1")))).every(({ ok }) => ok)).toBe(true);
    const failed = await outcome;
    expect(failed).toBeInstanceOf(TransientError);
    expect(failed).toMatchObject({ reason: "unavailable", retryAfterMs: 1000 });
    expect(await chargesOf(locked)).toBe(0);
    await releaseLock();
    expect(await locked.charge("1", "late")).toMatchObject({ ok: true, replayed: false });
    expect(await locked.charge("1", "late")).toMatchObject({ ok: true, replayed: true });
  });

  it("is answered if the lock is released in time", async () => {
    const [locked, other] = await two();
    const releaseLock = await lockOrganization(owner, locked.orgId);
    const late = locked.charge("1");
    await other.charge("1");
    // The organization is in quarantine by now. A later command joins it there, and neither is lost.
    const later = locked.charge("2");
    await other.charge("1");
    await releaseLock();
    expect([(await late).ok, (await later).ok, await chargesOf(locked)]).toEqual([true, true, 2]);
  });
});

describe("C15 a transient error of the database", () => {
  const failing = async (state: string, times: number, orgId: string): Promise<void> => {
    await owner.query(`
      CREATE SEQUENCE tries;
      CREATE FUNCTION fail_at_first() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
        IF nextval('tries') <= ${times} THEN RAISE EXCEPTION 'planned failure' USING ERRCODE = '${state}'; END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER fail_at_first BEFORE INSERT ON entries FOR EACH ROW
        WHEN (NEW.org_id = '${orgId}') EXECUTE FUNCTION fail_at_first()`);
  };
  const tries = async (): Promise<number> => Number((await owner.query("SELECT last_value FROM tries"))[0].last_value);
  afterEach(() => owner.query("DROP FUNCTION fail_at_first CASCADE; DROP SEQUENCE tries"));

  it.each(["40001", "40P01", "55P03"])("%s reruns the whole unit, which takes effect once", async (state) => {
    const [hit, other] = await two();
    await failing(state, 3, hit.orgId);
    const [first, second] = await Promise.all([hit.charge("1", "key"), other.charge("1", "key")]);
    expect([first.ok, second.ok, await tries()]).toEqual([true, true, 4]);
    expect(await hit.charge("1", "key")).toEqual({ ...first, replayed: true });
    expect([await chargesOf(hit), await chargesOf(other)]).toEqual([1, 1]);
  });

  it("that persists is reported as retryable after a few tries, and nothing is written", async () => {
    const [hit, other] = await two();
    await failing("40P01", 1_000, hit.orgId);
    const [first, second] = await Promise.allSettled([hit.charge("1", "key"), other.charge("1", "key")]);
    expect(first).toMatchObject({ status: "rejected", reason: { reason: "unavailable", retryAfterMs: 1000 } });
    expect(second).toMatchObject({ status: "fulfilled", value: { ok: true } });
    // One try in the batch, one alone, and five in quarantine.
    expect(await tries()).toBe(2 + 5);
    expect(await chargesOf(hit)).toBe(0);
    await owner.query("SELECT setval('tries', 1000)");
    expect(await hit.charge("1", "key")).toMatchObject({ ok: true, replayed: false });
  });
});

describe("a poisoned command", () => {
  const poison = "13.000013";
  const plant = () =>
    owner.query(`
      CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'poisoned'; END $$;
      CREATE TRIGGER poison BEFORE INSERT ON entries FOR EACH ROW WHEN (NEW.charged = 13000013) EXECUTE FUNCTION poison()`);
  afterEach(() => owner.query("DROP FUNCTION IF EXISTS poison CASCADE"));

  it("fails alone: other commands of its organization and of the batch are answered", async () => {
    await plant();
    const [poisoned, other] = await two();
    const amounts = ["1", "1", poison, "1", "1"];
    const results = await Promise.allSettled(
      [poisoned, other].flatMap((account) => amounts.map((amount) => account.charge(account === other ? "1" : amount))),
    );
    const rejected = results.flatMap(({ status }, index) => (status === "rejected" ? [index] : []));
    expect(rejected).toEqual([2]);
    expect([await chargesOf(poisoned), await chargesOf(other)]).toEqual([4, 5]);
  });

  it("does not delay other organizations: they are answered before its own organization is done", async () => {
    await plant();
    const [poisoned, other] = await two();
    const answered: string[] = [];
    const note = (name: string) => () => void answered.push(name);
    const bad = Array.from({ length: 50 }, () => poisoned.charge(poison).catch(note("poisoned")));
    const good = Array.from({ length: 50 }, () => other.charge("1").then(note("other")));
    await Promise.all(good);
    // Later commands do not wait for the poisoned ones, which are in quarantine.
    await Promise.all(Array.from({ length: 50 }, () => other.charge("0.01").then(note("other"))));
    await Promise.all(bad);
    expect(answered.lastIndexOf("other")).toBeLessThan(answered.lastIndexOf("poisoned"));
    await owner.query("DROP FUNCTION poison CASCADE");
    expect(await poisoned.charge(poison)).toMatchObject({ ok: true });
  });

  it("is found by halves: the other organizations of its batch are answered in few transactions", async () => {
    await plant();
    const all = await accounts(16);
    const results = await Promise.allSettled(all.map((account, n) => account.charge(n === 5 ? poison : "1")));
    expect(results.flatMap(({ status }, n) => (status === "rejected" ? [n] : []))).toEqual([5]);
    const [row] = await owner.query(
      "SELECT count(DISTINCT xmin::text)::int AS transactions FROM entries WHERE kind = 'charged' AND org_id = ANY ($1)",
      [all.map(({ orgId }) => orgId)],
    );
    // Of 8, 4, 2 and 1 organizations.
    expect(row.transactions).toBe(4);
  });

  it("costs no more in an organization with many open grants: each retry reads only the first ones", async () => {
    await plant();
    const [poisoned, other] = await two();
    // These burn after the grant that pays.
    await Promise.all(Array.from({ length: 1000 }, () => poisoned.grant("0.01")));
    const before = await grantsRead();
    const retrying = appLedger(database, { lanes: 1, openRows: 16 });
    const bad = Promise.allSettled(Array.from({ length: 30 }, () => poisoned.through(retrying).charge(poison)));
    const good = Array.from({ length: 30 }, () => other.through(retrying).charge("0.01"));
    expect((await Promise.all(good)).every(({ ok }) => ok)).toBe(true);
    expect((await bad).every(({ status }) => status === "rejected")).toBe(true);
    await retrying.close();
    let after = await grantsRead();
    // A connection reports what it has read when it ends.
    while (after.connections > before.connections) after = await grantsRead();
    // The batch, its two organizations alone, the poisoned one in quarantine, and each of its commands alone.
    const transactions = 1 + 2 + 1 + 30;
    expect(after.rows - before.rows).toBeLessThan(transactions * 3 * 16);
  });
});

/** The rows of grants that ended connections have read, and the number of open connections of ledgers. */
async function grantsRead(): Promise<{ rows: number; connections: number }> {
  const [row] = await owner.query(`
    SELECT idx_tup_fetch::int AS rows, (SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'scrip-ledger')::int AS connections
      FROM pg_stat_user_tables WHERE relname = 'grants'`);
  return row;
}

it("a refusal fails no other command of the organization or of the batch", async () => {
  const [poor, other] = (await accounts(2, "3")) as [Account, Account];
  const amounts = ["1", "9", "1", "9", "1", "1"];
  const outcomes = await Promise.all(
    [poor, other].flatMap((account) => amounts.map((amount) => account.charge(account === other ? "0.5" : amount))),
  );
  expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true, false, true, false, ...Array(6).fill(true)]);
});

describe("fairness", () => {
  it("a batch takes a share of each organization: a quiet one is answered with a hot one's first commands", async () => {
    const fair = appLedger(database, { lanes: 1, batch: { organizations: 64, commands: 100, part: 64 } });
    const [hot, quiet] = (await two()).map((account) => account.through(fair)) as [Account, Account];
    const answered: string[] = [];
    const flood = Array.from({ length: 1000 }, () => hot.charge("0.01").then(() => answered.push("hot")));
    await Promise.all([...flood, quiet.charge("1").then(() => answered.push("quiet"))]);
    expect(answered.indexOf("quiet")).toBeLessThanOrEqual(50);
    await fair.close();
  });

  it("organizations that did not fit into a batch go into the next one before any is served again", async () => {
    const narrow = appLedger(database, { lanes: 1, batch: { organizations: 2, commands: 2, part: 1 } });
    const all = (await accounts(6)).map((account) => account.through(narrow));
    const answered: string[] = [];
    const sent = all.flatMap((account) =>
      Array.from({ length: 3 }, () => account.charge("1").then(() => answered.push(account.orgId))),
    );
    await Promise.all(sent);
    for (const round of [answered.slice(0, 6), answered.slice(6, 12), answered.slice(12)])
      expect(new Set(round).size).toBe(6);
    await narrow.close();
  });

  it("one organization can not make the ledger busy for the others", async () => {
    const small = appLedger(database, { lanes: 1, queueLimit: 10, queueLimitOfOne: 6 });
    const [hot, quiet] = (await two()).map((account) => account.through(small)) as [Account, Account];
    const flood = await Promise.all([
      ...Array.from({ length: 20 }, () => hot.charge("0.01").catch((error: unknown) => error)),
      quiet.charge("1"),
    ]);
    const refused = flood.filter((each) => each instanceof TransientError);
    expect(refused).toHaveLength(14);
    expect(refused[0]).toMatchObject({ reason: "busy", retryAfterMs: 200 });
    expect(flood.at(-1)).toMatchObject({ ok: true });
    expect(await chargesOf(hot)).toBe(6);
    await small.close();
  });
});

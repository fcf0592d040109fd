import { randomUUIDv7 } from "node:crypto";
import { usd } from "@scrip/domain/money";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { TransientError } from "../connection/errors.ts";
import { advanceClock, createClock } from "../due/advance-clock.ts";
import { runDue } from "../due/run-due.ts";
import { openQueue } from "../queue/index.ts";
import { testDatabase } from "../testing/index.ts";
import { Account, appLedger, books, findings } from "./an-account.test-support.ts";
import { openLedger } from "./ledger.ts";

const database = await testDatabase();
const app = await database.open("app");
const owner = await database.open("owner");
const ledger = appLedger(database);
const other = appLedger(database);
afterAll(() => Promise.all([ledger.close(), other.close()]));
// After every one of these, the books are right.
afterEach(async () => {
  const found = await findings(database);
  if (found.length > 0) throw new Error(`verify found ${JSON.stringify(found)}`);
});

const countOf = async (table: string, orgId: string): Promise<number> =>
  Number((await owner.query(`SELECT count(*) AS n FROM ${table} WHERE org_id = $1`, [orgId]))[0].n);

describe("at once", () => {
  it("20 parallel holds of 75 on a balance of 500 give exactly 6, over two processes", async () => {
    const account = await Account.open(app, ledger);
    await account.grant("500");
    const holds = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        account.through(n % 2 === 0 ? ledger : other).try("placeHold", { amount: usd("75"), ttlMs: null }),
      ),
    );
    expect(holds.filter((hold) => hold.ok)).toHaveLength(6);
    const refused = holds.find((hold) => !hold.ok);
    expect(refused).toMatchObject({ refusal: { code: "insufficient_credit", data: { missing: "25000000" } } });
  });

  it("C1 600 charges with money for 400, over two processes and many organizations: exactly 400 each", async () => {
    const accounts = await Promise.all(Array.from({ length: 5 }, () => Account.open(app, ledger)));
    await Promise.all(accounts.map((account) => account.grant("4")));
    const outcomes = await Promise.all(
      accounts.flatMap((account) =>
        Array.from({ length: 600 }, async (_, n) => {
          const { ok } = await account.through(n % 2 === 0 ? ledger : other).charge("0.01");
          return ok ? account.orgId : null;
        }),
      ),
    );
    for (const { orgId } of accounts) expect(outcomes.filter((done) => done === orgId)).toHaveLength(400);
  });
});

describe("idempotency", () => {
  it("C4 L13 the same key with another payload is refused; of another operation it is another key", async () => {
    const account = await Account.open(app, ledger);
    await account.grant("10");
    await account.charge("1", "key");
    expect(await account.charge("2", "key")).toMatchObject({ ok: false, refusal: { code: "key_reused" } });
    expect(await account.try("placeHold", { amount: usd("1"), ttlMs: null }, "key")).toMatchObject({ ok: true });
  });

  it("C6 a refusal is recorded: credit that comes later does not change it, a new key is a new try", async () => {
    const account = await Account.open(app, ledger);
    const first = await account.charge("1", "key");
    await account.grant("10");
    expect(await account.charge("1", "key")).toEqual({ ...first, replayed: true });
    expect(await account.charge("1", "another")).toMatchObject({ ok: true });
  });

  it("an organization that is not there is refused, and its neighbours in the batch are not", async () => {
    const account = await Account.open(app, ledger);
    const [known, unknown] = await Promise.all([account.grant("1"), new Account(ledger, randomUUIDv7()).charge("1")]);
    expect(known.state).toBe("issued");
    expect(unknown).toMatchObject({ ok: false, refusal: { code: "organization_not_found" } });
  });
});

describe("group commit", () => {
  it("a poisoned organization is alone with its error", async () => {
    const [poisoned, ...healthy] = await Promise.all(Array.from({ length: 4 }, () => Account.open(app, ledger)));
    if (poisoned === undefined) throw new Error("no organization");
    await owner.query(`
      CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'poisoned'; END $$;
      CREATE TRIGGER poison BEFORE INSERT ON entries FOR EACH ROW
        WHEN (NEW.org_id = '${poisoned.orgId}') EXECUTE FUNCTION poison();
    `);
    const results = await Promise.allSettled([poisoned, ...healthy].map((account) => account.grant("1")));
    await owner.query("DROP TRIGGER poison ON entries");
    expect(results.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled", "fulfilled"]);
    expect(await poisoned.grant("1")).toMatchObject({ state: "issued", seq: 1 });
  });

  it("refuses with `busy` and a hint when too much waits, and nothing of it is lost", async () => {
    const small = appLedger(database, { queueLimit: 3, lanes: 1 });
    const account = await Account.open(app, small);
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => account.grant("1")));
    const refused = results.filter((result) => result.status === "rejected");
    expect(refused).toHaveLength(7);
    expect(refused[0]?.reason).toBeInstanceOf(TransientError);
    expect(refused[0]?.reason).toMatchObject({ reason: "busy", retryAfterMs: 200 });
    expect(await countOf("grants", account.orgId)).toBe(3);
    await small.close();
  });

  it("E1 E2 connections cut in the middle: every command is answered, and nothing is done twice", async () => {
    const account = await Account.open(app, ledger);
    await account.grant("100");
    const charges = Array.from({ length: 40 }, async (_, n) => {
      // As a client does: the same key until there is an answer.
      for (;;)
        try {
          return await account.charge("1", `charge-${n}`);
        } catch (error) {
          if (!(error instanceof TransientError)) throw error;
        }
    });
    for (let cut = 0; cut < 20; cut += 1)
      await owner.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE application_name = 'scrip-ledger' AND datname = current_database()`,
      );
    const outcomes = await Promise.all(charges);
    expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
    expect(await countOf("charges", account.orgId)).toBe(40);
  });
});

describe("the second door", () => {
  it("writes in the caller's transaction, and is gone with it", async () => {
    const account = await Account.open(app, ledger);
    const grant = account.command("issueGrant", {
      source: "purchase",
      grantKind: "paid",
      amount: usd("5"),
      effectiveAt: null,
      expiresAt: null,
      businessKey: "payment",
    });
    const within = (fails: boolean) =>
      app.transaction(async (tx) => {
        const query = ({ text, values }: { text: string; values?: readonly unknown[] }) =>
          tx.query(text, [...(values ?? [])]);
        const outcome = await ledger.within(query, grant, "payment");
        if (fails) throw new Error("the payment's row failed");
        return outcome;
      });
    await expect(within(true)).rejects.toThrow("the payment's row failed");
    expect(await countOf("grants", account.orgId)).toBe(0);
    expect(await within(false)).toMatchObject({ ok: true, answer: { state: "issued", seq: 1 } });
  });
});

describe("due work", () => {
  const START = Date.UTC(2026, 0, 1);
  const DAY = 86_400_000;
  const advance = (account: Account, to: number) => advanceClock(ledger, books, account.orgId, to);

  it("C12 a hold placed before the expiry settles after it; what is released of it expires visibly", async () => {
    const account = await Account.open(app, ledger, START);
    await account.grant("20");
    await account.grant("5", { expiresAt: START + DAY });
    const { hold: holdId } = await account.run("placeHold", { amount: usd("4"), ttlMs: null });
    expect(await advance(account, START + DAY)).toEqual({ at: START + DAY, ran: 1 });
    const settled = await account.run("settleHold", { holdId, amount: usd("3"), close: true, resource: null });
    expect(settled).toMatchObject({ released: "1000000", balance: { available: "20000000", reserved: "0" } });
    const kinds = await owner.query("SELECT kind FROM entries WHERE org_id = $1 ORDER BY seq", [account.orgId]);
    expect(kinds.map(({ kind }: { kind: string }) => kind)).toEqual([
      "grant_issued",
      "grant_issued",
      "hold_placed",
      "grant_expired",
      "settled",
      "grant_expired",
    ]);
  });

  it("runs on the way in the order of time: a scheduled grant, its expiry, a silent job", async () => {
    const account = await Account.open(app, ledger, START);
    await account.grant("10");
    await account.grant("20", { effectiveAt: START + DAY, expiresAt: START + 2 * DAY });
    await account.run("startJob", {
      ref: "job",
      resource: "gpu.h100-80gb",
      work: "training",
      mode: "epochs",
      unitsMilli: 1000,
      estimateMs: null,
      next: { untilMs: 3_600_000 },
      project: null,
      member: null,
    });
    expect(await advance(account, START + 3 * DAY)).toEqual({ at: START + 3 * DAY, ran: 3 });
    const entries = await owner.query("SELECT kind, at FROM entries WHERE org_id = $1 ORDER BY seq", [account.orgId]);
    expect(entries.slice(2)).toEqual([
      { kind: "hold_expired", at: new Date(START + 5_400_000) },
      { kind: "grant_issued", at: new Date(START + DAY) },
      { kind: "grant_expired", at: new Date(START + 2 * DAY) },
    ]);
    expect(await advance(account, START)).toEqual({ at: START + 3 * DAY, ran: 0 });
    expect(await countOf("due", account.orgId)).toBe(0);
  });

  it("an advance at once with commands keeps time in order (L10)", async () => {
    const account = await Account.open(app, ledger, START);
    await account.grant("100");
    await Promise.all(
      Array.from({ length: 30 }, (_, n) => (n % 3 === 0 ? advance(account, START + n * DAY) : account.charge("1"))),
    );
    expect(await advance(account, START)).toEqual({ at: START + 27 * DAY, ran: 0 });
  });

  it("a clock is set before the first entry, or not at all", async () => {
    const account = await Account.open(app, ledger);
    expect(await advance(account, START)).toBe("not_on_test_clock");
    expect(await createClock(ledger.pool, account.orgId, START)).toBe("created");
    await account.grant("1");
    expect(await createClock(ledger.pool, account.orgId, START + DAY)).toBe("clock_after_entries");
    expect(await createClock(ledger.pool, randomUUIDv7(), START)).toBe("organization_not_found");
  });

  it("D1 C7 two workers at once end silent holds once, and leave test clocks alone", async () => {
    const workers = [0, 1].map(() => openLedger({ url: database.urls.worker, books, lanes: 1 }));
    const accounts = await Promise.all(Array.from({ length: 5 }, () => Account.open(app, ledger)));
    const still = await Account.open(app, ledger, START);
    for (const account of [...accounts, still]) {
      await account.grant("10");
      await account.run("placeHold", { amount: usd("4"), ttlMs: 1 });
    }
    // Both see all of it at once, as where a job was delivered twice.
    const pool = await database.open("worker");
    const queue = await openQueue(await database.open("worker"));
    const runs = await Promise.all(
      workers.flatMap((worker) =>
        [...accounts, still].map(({ orgId }) => runDue({ ledger: worker, worker: pool, queue }, orgId)),
      ),
    );
    expect(runs.flatMap(({ failed, parked }) => [...failed, ...parked])).toEqual([]);
    await queue.close();
    for (const { orgId } of accounts) {
      const [row] = await owner.query("SELECT available, reserved FROM organizations WHERE org_id = $1", [orgId]);
      expect(row).toEqual({ available: usd("10"), reserved: 0n });
      expect(await countOf("entries", orgId)).toBe(3);
    }
    expect(await countOf("due", still.orgId)).toBe(1);
    await Promise.all(workers.map((worker) => worker.close()));
  });
});

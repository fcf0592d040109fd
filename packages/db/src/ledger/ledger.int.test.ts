import { randomUUIDv7 } from "node:crypto";
import { usd } from "@scrip/domain/money";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { TransientError } from "../connection/errors.ts";
import { inOrganization, queryOf } from "../connection/in-home.ts";
import { testDatabase } from "../testing/index.ts";
import { Account, appLedger, findings } from "./an-account.test-support.ts";

const database = await testDatabase();
const app = await database.open("app");
const owner = await database.open("owner");
const ledger = appLedger(database);
const other = appLedger(database);
afterAll(() => Promise.all([ledger.close(), other.close()]));
// The books are correct after every test.
afterEach(async () => {
  const found = await findings(database);
  if (found.length > 0) throw new Error(`verify found ${JSON.stringify(found)}`);
});

const countOf = async (table: string, orgId: string): Promise<number> =>
  Number((await owner.query(`SELECT count(*) AS n FROM ${table} WHERE org_id = $1`, [orgId]))[0].n);

describe("concurrent commands", () => {
  it("20 parallel holds of 75 on a balance of 500, over two ledgers: exactly 6 succeed", async () => {
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

  it("C1 600 charges with credit for 400, over two ledgers and many organizations: exactly 400 each", async () => {
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
  it("C4 L13 the same key with another payload is refused; for another operation it is another key", async () => {
    const account = await Account.open(app, ledger);
    await account.grant("10");
    await account.charge("1", "key");
    expect(await account.charge("2", "key")).toMatchObject({ ok: false, refusal: { code: "key_reused" } });
    expect(await account.try("placeHold", { amount: usd("1"), ttlMs: null }, "key")).toMatchObject({ ok: true });
  });

  it("C6 a refusal is recorded: later credit does not change it, and a new key is a new try", async () => {
    const account = await Account.open(app, ledger);
    const first = await account.charge("1", "key");
    await account.grant("10");
    expect(await account.charge("1", "key")).toEqual({ ...first, replayed: true });
    expect(await account.charge("1", "another")).toMatchObject({ ok: true });
  });

  it("a command of an organization that does not exist is refused; others in its batch are not", async () => {
    const account = await Account.open(app, ledger);
    const [known, unknown] = await Promise.all([account.grant("1"), new Account(ledger, randomUUIDv7()).charge("1")]);
    expect(known.state).toBe("issued");
    expect(unknown).toMatchObject({ ok: false, refusal: { code: "organization_not_found" } });
  });
});

describe("group commit", () => {
  it("an organization whose rows the database rejects fails alone", async () => {
    const [poisoned, ...healthy] = await Promise.all(Array.from({ length: 4 }, () => Account.open(app, ledger)));
    if (poisoned === undefined) throw new Error("no organization");
    const home = await owner.at(poisoned.orgId);
    await home.query(`
      CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'poisoned'; END $$;
      CREATE TRIGGER poison BEFORE INSERT ON entries FOR EACH ROW
        WHEN (NEW.org_id = '${poisoned.orgId}') EXECUTE FUNCTION poison();
    `);
    const results = await Promise.allSettled([poisoned, ...healthy].map((account) => account.grant("1")));
    await home.query("DROP TRIGGER poison ON entries");
    expect(results.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled", "fulfilled"]);
    expect(await poisoned.grant("1")).toMatchObject({ state: "issued", seq: 1 });
  });

  it("rejects with `busy` and a retry hint if too many commands wait, and loses no accepted one", async () => {
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

  it("E1 E2 connections cut during commands: every command is answered, and none runs twice", async () => {
    const account = await Account.open(app, ledger);
    await account.grant("100");
    const charges = Array.from({ length: 40 }, async (_, n) => {
      // As a client does: retry with the same key until there is an answer.
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

describe("a command in the caller's transaction", () => {
  it("is written with that transaction, and rolled back with it", async () => {
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
      inOrganization(app.organizations, account.orgId, async (tx) => {
        const outcome = await ledger.within(queryOf(tx), grant, "payment");
        if (fails) throw new Error("the payment's row failed");
        return outcome;
      });
    await expect(within(true)).rejects.toThrow("the payment's row failed");
    expect(await countOf("grants", account.orgId)).toBe(0);
    expect(await within(false)).toMatchObject({ ok: true, answer: { state: "issued", seq: 1 } });
  });
});

import { usd } from "@scrip/domain/money";
import type { Pool } from "pg";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { testDatabase } from "../testing/index.ts";
import { Account, appLedger, findings } from "./an-account.test-support.ts";
import type { Ledger } from "./ledger.ts";

const KEY = "00000000-0000-7000-8000-00000000000a";
const OTHER = "00000000-0000-7000-8000-00000000000b";
const DAY = 86_400_000;

const database = await testDatabase();
const app = await database.open("app");
const owner = await database.open("owner");
const ledger = appLedger(database, { lanes: 1 });
const opened: Ledger[] = [ledger];
afterAll(() => Promise.all(opened.map((each) => each.close())));
// The books are correct after every test.
afterEach(async () => {
  const found = await findings(database);
  if (found.length > 0) throw new Error(`verify found ${JSON.stringify(found)}`);
});

describe("L33 the ceiling of a service key", () => {
  it("C1 10,000 charges over 32 connections with a ceiling for 6,000: exactly 6,000, and a second try changes nothing", async () => {
    const account = await funded("1000");
    // One lane each: every ledger has one connection for the organization.
    const many = Array.from({ length: 32 }, () => appLedger(database, { lanes: 1 }));
    opened.push(...many);
    const keys = Array.from({ length: 10_000 }, (_, n) => `charge ${n}`);
    const send = () =>
      Promise.all(
        keys.map((key, n) =>
          account
            .through(many[n % many.length] as Ledger)
            .as(KEY, usd("60"))
            .try("charge", CENT, key),
        ),
      );
    const first = await send();
    expect(first.filter(({ ok }) => ok)).toHaveLength(6_000);
    const refused = first.find(({ ok }) => !ok);
    expect(refused).toMatchObject({
      refusal: { code: "budget_exceeded", data: { used: "60000000", cap: "60000000" } },
    });
    expect(await usesOf(account)).toEqual([usd("60")]);
    // L13: an answer and a refusal are recorded alike.
    expect(await send()).toEqual(first.map((outcome) => ({ ...outcome, replayed: true })));
    expect(await usesOf(account)).toEqual([usd("60")]);
    expect(await account.try("charge", CENT)).toMatchObject({ ok: true });
  });

  it("gives back once, however a hold ends, and keeps each hold in the day in which it was placed", async () => {
    const account = await funded("1000", DAY - 1);
    const key = account.as(KEY, usd("10"));
    const holds = await Promise.all(
      [2, 3, 5].map((amount) => key.run("placeHold", { amount: usd(`${amount}`), ttlMs: DAY })),
    );
    const [two, three, five] = holds.map(({ hold }) => hold) as [string, string, string];
    expect(await key.try("charge", CENT)).toMatchObject({ ok: false, refusal: { code: "budget_exceeded" } });
    await owner.query("UPDATE organizations SET clock_at = to_timestamp(86400) WHERE org_id = $1", [account.orgId]);
    expect(await key.try("charge", CENT)).toMatchObject({ ok: true });
    // In one batch: a release and a settle by a caller without a ceiling, and a void by the key.
    await Promise.all([
      account.run("releaseHold", { holdId: two, amount: usd("1") }),
      account.run("settleHold", { holdId: three, amount: usd("1"), close: true, resource: null }),
      key.run("voidHold", { holdId: five }),
    ]);
    expect(await usesOf(account)).toEqual([usd("2"), usd("0.01")]);
    await owner.query("UPDATE organizations SET clock_at = to_timestamp(86400 * 3) WHERE org_id = $1", [account.orgId]);
    await account.run("expireHold", { holdId: two });
    expect(await usesOf(account)).toEqual([usd("1"), usd("0.01")]);
  });

  it("decides by the organization's own row, once there is one", async () => {
    const account = await funded("1000");
    await account.as(KEY, usd("10")).run("charge", { ...CENT, amount: usd("10") });
    // A process that has read the key before sends older terms.
    const stale = account.as(KEY, usd("99"));
    expect(await stale.try("charge", CENT)).toMatchObject({ ok: false, refusal: { data: { cap: "10000000" } } });
  });

  it("costs a key without a ceiling no statement more", async () => {
    const account = await funded("1000");
    const statements = (by: Account): Promise<number> => ledger.route(by.orgId, (pool) => statementsOn(pool, by));
    const statementsOn = async (pool: Pool, by: Account): Promise<number> => {
      let count = 0;
      const client = await pool.connect();
      try {
        await client.query("BEGIN");
        const counting = async ({
          text,
          values,
          name,
        }: {
          text: string;
          values: readonly unknown[];
          name?: string;
        }) => {
          count += 1;
          const rows = await client.query({ text, values: [...values], ...(name !== undefined && { name }) });
          return rows.rows as Record<string, unknown>[];
        };
        await ledger.within(counting, by.command("charge", CENT), null);
        await client.query("COMMIT");
      } finally {
        client.release();
      }
      return count;
    };
    const uncounted = new Account(ledger, account.orgId, { actor: { type: "service_key", id: OTHER } });
    expect([await statements(uncounted), await statements(account.as(KEY, usd("10")))]).toEqual([2, 3]);
  });
});

const CENT = { amount: usd("0.01"), onShortfall: "refuse", resource: null, project: null, member: null } as const;

async function funded(dollars: string, clockAt: number | null = null): Promise<Account> {
  const account = await Account.open(app, ledger, clockAt);
  await account.grant(dollars);
  return account;
}

async function usesOf({ orgId }: Account): Promise<bigint[]> {
  const rows: { used: bigint }[] = await owner.query(
    "SELECT used FROM budget_uses WHERE org_id = $1 ORDER BY window_start",
    [orgId],
  );
  return rows.map(({ used }) => used);
}

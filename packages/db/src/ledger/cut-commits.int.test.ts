import { usd } from "@scrip/domain/money";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { TransientError } from "../connection/errors.ts";
import { aProxy, testDatabase } from "../testing/index.ts";
import { Account, appLedger, findings } from "./an-account.test-support.ts";
import { answerTo, type LoadPlan, stepOf } from "./load.test-support.ts";
import { expectKept, resend } from "./oracle.test-support.ts";

const database = await testDatabase();
const app = await database.open("app");
const owner = await database.open("owner");
const proxy = await aProxy(database.ownerUrl);
const through = appLedger(database, { url: proxy.through(database.urls.app) });
const ledger = appLedger(database);
afterAll(() => Promise.all([through.close(), ledger.close()]));
// The books are correct after every test.
afterEach(async () => {
  proxy.mend();
  const found = await findings(database);
  if (found.length > 0) throw new Error(`verify found ${JSON.stringify(found)}`);
});

async function funded(): Promise<Account> {
  const account = await Account.open(app, ledger);
  await account.grant("100");
  return account.through(through);
}

const countOf = async (what: string, { orgId }: Account): Promise<number> =>
  (await owner.query(`SELECT count(*)::int AS n FROM ${what} AND org_id = $1`, [orgId]))[0].n;

describe("a connection that is cut at a COMMIT", () => {
  it("E1 after it arrived: the retry finds the command under its key, and does not run it again", async () => {
    const account = await funded();
    proxy.cutCommits("after", 1);
    const before = proxy.commitsCut;
    const first = await account.charge("1", "key");
    expect([proxy.commitsCut - before, first.ok, first.replayed]).toEqual([1, true, true]);
    expect(await account.through(ledger).charge("1", "key")).toEqual(first);
    expect(await countOf("charges WHERE true", account)).toBe(1);
  });

  it("E2 before it arrived: the retry runs the command, once", async () => {
    const account = await funded();
    proxy.cutCommits("before", 1);
    const before = proxy.commitsCut;
    const first = await account.charge("1", "key");
    expect([proxy.commitsCut - before, first.ok, first.replayed]).toEqual([1, true, false]);
    expect(await account.through(ledger).charge("1", "key")).toEqual({ ...first, replayed: true });
    expect(await countOf("charges WHERE true", account)).toBe(1);
  });

  it.each([
    ["E1", "after", true],
    ["E2", "before", false],
  ] as const)(
    "%s %s it arrived, at every try: the caller gets an error, and the same key gets an answer later",
    async (_, when, isThere) => {
      const account = await funded();
      proxy.cutCommits(when, 5);
      await expect(account.charge("1", "key")).rejects.toBeInstanceOf(TransientError);
      expect(await countOf("charges WHERE true", account)).toBe(isThere ? 1 : 0);
      expect(await account.charge("1", "key")).toMatchObject({ ok: true, replayed: isThere });
      expect(await countOf("charges WHERE true", account)).toBe(1);
    },
  );

  it("E1 in silence: callers of the batch time out, the ledger does not retry, and their keys find the answers", async () => {
    const timeouts = {
      statementMs: 5_000,
      answerMs: 1_500,
      lockMs: 5_000,
      idleInTransactionMs: 5_000,
      connectMs: 5_000,
    };
    const url = proxy.through(database.urls.app);
    const impatient = appLedger(database, { url, lanes: 1, timeouts });
    const accounts = (await Promise.all([funded(), funded()])).map((account) => account.through(impatient));
    const before = proxy.commitsCut;
    proxy.cutCommits("in silence", 1);
    const failed = await Promise.allSettled(accounts.map((account) => account.charge("1", "key")));
    for (const { status } of failed) expect(status).toBe("rejected");
    expect(proxy.commitsCut - before).toBe(1);
    for (const account of accounts) {
      expect(await account.through(ledger).charge("1", "key")).toMatchObject({ ok: true, replayed: true });
      expect(await countOf("charges WHERE true", account)).toBe(1);
    }
    await impatient.close();
  });
});

it("E1 E2 under load, cut before and after many COMMITs: each step is answered, and booked once", async () => {
  const orgIds = (await Promise.all([funded(), funded(), funded()])).map(({ orgId }) => orgId);
  const urls = { app: "", worker: "" };
  const plan: LoadPlan = { run: "cut", urls, orgIds, callers: 12, firstCaller: 0, clocked: "", due: "", poisoned: "" };
  const first = proxy.commitsCut;
  const callers = [...Array(plan.callers).keys()];
  const answers = await Promise.all(
    callers.map(async (by) => {
      const mine = [];
      for (let n = 0; n < 14; n += 1) {
        if ((by + n) % 3 === 0) proxy.cutCommits(n % 2 === 0 ? "before" : "after", 1);
        mine.push({ by, n, outcome: await answerTo(through, stepOf(plan, by, n)) });
      }
      return mine;
    }),
  );
  proxy.mend();
  expect(proxy.commitsCut - first).toBeGreaterThanOrEqual(10);
  await expectKept(owner, orgIds, usd("100"), answers.flat());
  await resend(ledger, plan, answers.flat(), callers);
});

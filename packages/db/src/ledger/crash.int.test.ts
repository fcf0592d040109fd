import { randomUUID } from "node:crypto";
import { usd } from "@scrip/domain/money";
import { afterAll, expect, it } from "vitest";
import { CRASH_POINTS } from "../connection/crash-points.ts";
import { advanceClock } from "../due/advance-clock.test-support.ts";
import { testDatabase } from "../testing/index.ts";
import { startLoad } from "./a-load.test-support.ts";
import { Account, appLedger, findings } from "./an-account.test-support.ts";
import { ledgerAddress } from "./ledger-at.test-support.ts";
import { type Acknowledged, answerTo, type By, type LoadPlan, ROUND, stepOf } from "./load.test-support.ts";
import { expectKept, resend } from "./oracle.test-support.ts";

const database = await testDatabase();
const app = await database.open("app");
const owner = await database.open("owner");
const ledger = appLedger(database);
afterAll(() => ledger.close());

const CREDIT = "1000";
// Tests in `packages/usecases` cover the other points: the ledger does not pass them.
const POINTS = CRASH_POINTS.filter((point) => /^(transaction|batch|announce)\./.test(point));

async function aPlan(callers: number): Promise<LoadPlan> {
  const open = async (clockAt: number | null = null): Promise<string> => {
    const account = await Account.open(app, ledger, clockAt);
    await account.grant(CREDIT);
    return account.orgId;
  };
  const orgIds = await Promise.all([open(), open()]);
  const clocked = await open(0);
  const urls = { app: ledgerAddress(database, "app"), worker: ledgerAddress(database, "worker") };
  return { run: randomUUID(), urls, orgIds, callers, firstCaller: 0, clocked, due: "", poisoned: "" };
}

const expiriesOf = async (orgId: string): Promise<number> => {
  const sql = "SELECT count(*)::int AS n FROM entries WHERE org_id = $1 AND kind = 'hold_expired'";
  return (await owner.query(sql, [orgId]))[0].n;
};

it.each(POINTS)(
  "killed at %s: every acknowledged step is durable, nothing runs twice, every key answers",
  async (point) => {
    const plan = await aPlan(4);
    const load = startLoad(plan, { point, nth: 2 });
    // This process works on the same organizations meanwhile, and survives.
    const survived: Acknowledged[] = [];
    let isDead = false;
    const run = async (by: number): Promise<void> => {
      await load.further(1);
      for (let n = 0; !isDead || n % ROUND !== 0; n += 1)
        survived.push({ by, n, outcome: await answerTo(ledger, stepOf(plan, by, n)) });
    };
    const running = run(100);
    // Only the crash hook ends the process with SIGKILL; a process that never reaches its point exits with a code.
    expect(await load.ended).toEqual({ by: "SIGKILL", errorOutput: "" });
    isDead = true;
    await running;

    const everyone: By[] = [...Array(plan.callers).keys(), "clocked"];
    const answers = await resend(ledger, plan, load.acknowledged, everyone);
    await expectKept(owner, plan.orgIds, usd(CREDIT), [...answers, ...survived]);

    // Each hold that waited for its expiry is released once.
    const holds = answers.filter((answer) => answer.by === "clocked" && answer.outcome.ok).length;
    await advanceClock(ledger, plan.clocked, 10 ** 9);
    expect(await expiriesOf(plan.clocked)).toBe(holds);
    expect(await findings(database, [...plan.orgIds, plan.clocked])).toEqual([]);
  },
);

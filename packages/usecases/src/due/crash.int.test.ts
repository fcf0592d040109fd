import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { CRASH_POINTS } from "@scrip/db/connection";
import { openLedger } from "@scrip/db/ledger";
import { openQueue } from "@scrip/db/queue";
import { testDatabase } from "@scrip/db/testing";
import { Account, appLedger, expectKept, findings, resend, startLoad } from "@scrip/db/testing/ledger";
import { type Acknowledged, answerTo, type By, books, type LoadPlan, ROUND, stepOf } from "@scrip/db/testing/load";
import { usd } from "@scrip/domain/money";
import { afterAll, expect, it } from "vitest";
import { DUE } from "./handlers.ts";
import { moveClock } from "./move-clock.ts";
import { runDue } from "./run-due.ts";

const database = await testDatabase();
const app = await database.open("app");
const owner = await database.open("owner");
const worker = await database.open("worker");
const ledger = appLedger(database);
const queue = await openQueue(worker);
const due = { ledger: openLedger({ url: database.urls.worker, books, lanes: 1 }), homes: worker, queue, books };
afterAll(() => Promise.all([ledger.close(), due.ledger.close(), queue.close()]));

await owner.query(`
  CREATE TABLE poisoned (org_id uuid);
  CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
    IF EXISTS (SELECT FROM poisoned WHERE org_id = NEW.org_id) THEN RAISE EXCEPTION 'poisoned'; END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER poison BEFORE INSERT ON entries FOR EACH ROW WHEN (NEW.kind = 'hold_expired') EXECUTE FUNCTION poison()`);

const PROGRAM = fileURLToPath(new URL("./due-load.fixture.ts", import.meta.url));
const CREDIT = "1000";
// `packages/db/src/ledger/crash.int.test.ts` tests the other points.
const POINTS = CRASH_POINTS.filter((point) => /^(clock|due)\./.test(point));

async function aPlan(callers: number): Promise<LoadPlan> {
  const open = async (clockAt: number | null = null): Promise<string> => {
    const account = await Account.open(app, ledger, clockAt);
    await account.grant(CREDIT);
    return account.orgId;
  };
  const orgIds = await Promise.all([open(), open()]);
  const [clocked, dueOf, poisoned] = await Promise.all([open(0), open(), open()]);
  await owner.query("INSERT INTO poisoned VALUES ($1)", [poisoned]);
  const urls = { app: database.urls.app, worker: database.urls.worker };
  return { run: randomUUID(), urls, orgIds, callers, firstCaller: 0, clocked, due: dueOf, poisoned };
}

const countOf = async (sql: string, values: unknown[]): Promise<number> =>
  Number((await owner.query(`SELECT count(*) AS n FROM ${sql}`, values))[0].n);
const expiriesOf = (orgId: string) => countOf("entries WHERE org_id = $1 AND kind = 'hold_expired'", [orgId]);

it.each(POINTS)(
  "killed at %s: acknowledged commands are durable, nothing runs twice, every key has its answer",
  async (point) => {
    const plan = await aPlan(4);
    const load = startLoad(plan, { point, nth: 2 }, PROGRAM);
    // Another ledger on the same organizations, which is not killed.
    const beside: Acknowledged[] = [];
    let isDead = false;
    const live = async (by: number): Promise<void> => {
      await load.further(1);
      for (let n = 0; !isDead || n % ROUND !== 0; n += 1)
        beside.push({ by, n, outcome: await answerTo(ledger, stepOf(plan, by, n)) });
    };
    const living = live(100);
    // Only the hook ends the process with a signal: a point that is never reached would end with an exit code.
    expect(await load.ended).toEqual({ by: "SIGKILL", errorOutput: "" });
    isDead = true;
    await living;

    const everyone: By[] = [...Array(plan.callers).keys(), "clocked", "due", "poisoned"];
    const answers = await resend(ledger, plan, load.acknowledged, everyone);
    await expectKept(owner, plan.orgIds, usd(CREDIT), [...answers, ...beside]);

    // Each hold that waited for its expiry expires once.
    const holdsOf = (by: By) => answers.filter((answer) => answer.by === by && answer.outcome.ok).length;
    await moveClock({ ledger, homes: app, books }, DUE, plan.clocked, 10 ** 9);
    expect(await expiriesOf(plan.clocked)).toBe(holdsOf("clocked"));
    while ((await countOf("due WHERE org_id = $1", [plan.due])) > 0) await runDue(due, plan.due);
    expect(await expiriesOf(plan.due)).toBe(holdsOf("due"));
    const open = "due WHERE org_id = $1 AND parked_at IS NULL";
    while ((await countOf(open, [plan.poisoned])) > 0) await runDue(due, plan.poisoned);
    const alerts = "pgboss.job WHERE name = 'operators.alert' AND data->>'orgId' = $1";
    expect(await countOf(alerts, [plan.poisoned])).toBe(holdsOf("poisoned"));
    expect(await countOf("due WHERE org_id = $1 AND tries = 5", [plan.poisoned])).toBe(holdsOf("poisoned"));
    expect(await findings(database, [...plan.orgIds, plan.clocked, plan.due, plan.poisoned])).toEqual([]);
  },
);

import { randomUUID } from "node:crypto";
import { usd } from "@scrip/domain/money";
import { verifyLedger } from "@scrip/verify/verify-ledger";
import { afterAll, expect, it } from "vitest";
import { prepareDatabase } from "../boot/prepare-database.ts";
import { homesOf } from "../connection/home-source.ts";
import { openReadPool } from "../connection/read-pool.ts";
import { openDataSource } from "../schema/data-source.ts";
import { startOwnPostgres } from "../testing/own-postgres.ts";
import { startLoad } from "./a-load.test-support.ts";
import { Account } from "./an-account.test-support.ts";
import { openLedger } from "./ledger.ts";
import { books, type LoadPlan } from "./load.test-support.ts";
import { expectKept, resend } from "./oracle.test-support.ts";

const NAME = { applicationName: "scrip-test" };
const server = await startOwnPostgres();
const urls = await prepareDatabase(server.url);
const app = await openDataSource(urls.app, NAME);
const owner = await openDataSource(server.url, NAME);
const ledger = openLedger({ url: urls.app, books, lanes: 2 });
const verify = openReadPool(urls.verify);
afterAll(async () => {
  await ledger.close();
  await verify.end();
  await Promise.all([app.destroy(), owner.destroy()]);
  await server.stop();
});

it("E3 E4 PostgreSQL is killed, stopped fast and stopped at once under load: acknowledged steps are durable, and the load continues", async () => {
  const accounts = await Promise.all([0, 1, 2].map(() => Account.open(homesOf(app), ledger)));
  for (const account of accounts) await account.grant("1000");
  const orgIds = accounts.map(({ orgId }) => orgId);
  const plans = [0, 100].map((firstCaller): LoadPlan => {
    const none = { clocked: "", due: "", poisoned: "" };
    return { run: randomUUID(), urls, orgIds, callers: 6, firstCaller, ...none };
  });
  const loads = plans.map((plan) => startLoad(plan));
  afterAll(() => loads.map((load) => load.kill()));

  await Promise.all(loads.map((load) => load.further(50)));
  for (const signal of ["SIGKILL", "SIGINT", "SIGKILL", "SIGQUIT"] as const) {
    await server.restart(signal);
    // The processes find out by themselves that PostgreSQL is back.
    await Promise.all(loads.map((load) => load.further(50)));
  }
  for (const load of loads) load.finish();
  expect(await Promise.all(loads.map(({ ended }) => ended))).toEqual(Array(2).fill({ by: "0", errorOutput: "" }));

  const answers = await Promise.all(
    plans.map((plan, index) => {
      const callers = Array.from({ length: plan.callers }, (_, n) => plan.firstCaller + n);
      return resend(ledger, plan, loads[index]?.acknowledged ?? [], callers);
    }),
  );
  await expectKept(owner, orgIds, usd("1000"), answers.flat());
  expect((await verifyLedger({ pool: verify })).findings).toEqual([]);
});

import { bookStore, loadCatalog } from "@scrip/db/catalog";
import { openPlanEvents } from "@scrip/db/events";
import { openHomes } from "@scrip/db/schema";
import { openEntitlements } from "@scrip/usecases/plans/entitlements/open-entitlements";
import { startApi } from "../api-process.ts";
import type { Bench, Measure } from "../bench.ts";
import { closedLoop } from "../callers.ts";
import { type Measured, measured } from "../measure.ts";
import { alternate } from "../rounds.ts";
import { CALLERS } from "./throughput.ts";

/** Checks of entitlements: from the cache of a process, and over HTTP. */
export const entitlements: Measure = {
  id: "entitlements",
  title: "checks/s of entitlements of 1,001 organizations",
  run: measureEntitlements,
};

/** Checks between two looks at the clock of the round. */
const CHECKS = 1000;

async function measureEntitlements(bench: Bench): Promise<Measured[]> {
  const { accounts, rounds, roundMs } = bench;
  const own = await bench.fresh();
  const homes = await openHomes({ organizations: own.urls.app }, { applicationName: "scrip-bench", poolSize: 2 });
  const steadyNow = () => performance.now();
  const events = await openPlanEvents(own.urls.app, steadyNow);
  const books = bookStore((version) => loadCatalog(homes.organizations, version));
  const cache = openEntitlements(homes.organizations, books, { events, steadyNow });
  const api = await startApi(own);
  const hot = { org: `org_${accounts.hot}`, entitlement: "deployments" } as const;
  const client = api.client();
  const orgs = [accounts.hot, ...accounts.many];
  let next = 0;
  const org = (): string => orgs[next++ % orgs.length] as string;
  const inProcess = async (): Promise<void> => {
    for (let n = 0; n < CHECKS; n += 1) await cache.check(org(), "deployments");
  };
  const overHttp = () => client.entitlements.check(hot);
  await closedLoop(1, roundMs / 2, inProcess);
  await closedLoop(CALLERS, roundMs / 2, overHttp);
  const [values = [], remote = []] = await alternate(rounds, [
    async () => (await closedLoop(1, roundMs, inProcess)).perSecond * CHECKS,
    async () => (await closedLoop(CALLERS, roundMs, overHttp)).perSecond,
  ]);
  await api.stop();
  await events.close();
  await homes.close();
  await bench.done(own);
  const target = { of: "value", limit: 20_000, is: "least" } as const;
  return [
    measured({ id: "entitlements", what: `${entitlements.title}, in process`, values, target }),
    measured({ id: "entitlements-http", what: "checks/s of one organization over HTTP", values: remote }),
  ];
}

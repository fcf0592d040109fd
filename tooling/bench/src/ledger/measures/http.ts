import type { OrganizationClient } from "@scrip/client";
import type { Tiered } from "@scrip/domain/catalog";
import { startApi } from "../api-process.ts";
import type { Bench, Measure } from "../bench.ts";
import { closedLoop } from "../callers.ts";
import { type Measured, measured } from "../measure.ts";
import { openBenchLedger } from "../open-ledger.ts";
import { alternate } from "../rounds.ts";
import { CHARGE, charge } from "../work.ts";
import { CALLERS } from "./throughput.ts";

/** Charges over HTTP as a real service makes them: the typed client in one process, the API in another. */
export const http: Measure = {
  id: "http",
  title: "charges/s on one organization over HTTP, 256 callers in one client process, against in process",
  run: measureHttp,
};

async function measureHttp(bench: Bench): Promise<Measured[]> {
  const { accounts, rounds, roundMs } = bench;
  const own = await bench.fresh();
  const other = await bench.fresh();
  const api = await startApi(own);
  const { ledger, close } = await openBenchLedger(other);
  const org = `org_${accounts.hot}`;
  const single = api.client(1).organization(org);
  const batched = api.client(100).organization(org);
  const calls = [() => chargeOver(single), () => chargeOver(batched), () => charge(ledger, accounts.hot)];
  for (const call of calls) await closedLoop(CALLERS, roundMs / 2, call);
  const [one = [], hundred = [], baselines = []] = await alternate(
    rounds,
    calls.map((call) => async () => (await closedLoop(CALLERS, roundMs, call)).perSecond),
  );
  await api.stop();
  await close();
  await bench.done(own, other);
  return [
    measured({ id: "http-single", what: `${http.title}: single calls`, values: one, baselines }),
    measured({ id: "http-batch", what: `${http.title}: requests of up to 100 calls`, values: hundred, baselines }),
  ];
}

/** Makes one charge with the typed client, which throws if the charge is refused. */
export function chargeOver(client: OrganizationClient<Tiered>): Promise<unknown> {
  const { amount, resource, project } = CHARGE;
  return client.charges.create({ amount, resource, project });
}

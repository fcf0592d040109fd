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
  const client = api.client().organization(org);
  const calls = [() => chargeOver(client), () => charge(ledger, accounts.hot)];
  for (const call of calls) await closedLoop(CALLERS, roundMs / 2, call);
  const [values = [], baselines = []] = await alternate(
    rounds,
    calls.map((call) => async () => (await closedLoop(CALLERS, roundMs, call)).perSecond),
  );
  await api.stop();
  await close();
  await bench.done(own, other);
  return [measured({ id: http.id, what: http.title, values, baselines })];
}

/** Makes one charge with the typed client, which throws if the charge is refused. */
export function chargeOver(client: OrganizationClient<Tiered>): Promise<unknown> {
  const { amount, resource, project } = CHARGE;
  return client.charges.create({ amount, resource, project });
}

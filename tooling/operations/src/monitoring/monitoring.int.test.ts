import { join } from "node:path";
import { testDatabase } from "@scrip/db/testing";
import { expect, it, vi } from "vitest";
import { metricsIn, seriesOf } from "../metrics/exposition.ts";
import { metricReference, REFERENCE } from "../metrics/reference.ts";
import { anApi, aWorker } from "../testing/a-platform.ts";
import { alertRules, dashboardExpressions, ROOT } from "./files.ts";
import { parsePromQl } from "./promql.ts";

vi.setConfig({ testTimeout: 240_000 });

const database = await testDatabase();

it("running processes show every metric of the reference, of the dashboard and of the alerts, and no others", async () => {
  const [api, worker] = await Promise.all([anApi(database.urls), aWorker(database.urls)]);
  const [ofApi, ofWorker] = await Promise.all(
    [api, worker].map(async ({ metricsUrl }) => (await fetch(metricsUrl)).text()),
  );
  const shown = { api: metricsIn(ofApi ?? ""), worker: metricsIn(ofWorker ?? "") };
  await expect(metricReference(shown)).toMatchFileSnapshot(join(ROOT, REFERENCE));

  const series = new Set([...shown.api, ...shown.worker].flatMap(seriesOf));
  // Prometheus itself makes this one for each target.
  series.add("up");
  const missing = [...alertRules(), ...dashboardExpressions()]
    .flatMap(({ expr }) => parsePromQl(expr).series)
    .filter((name) => !series.has(name));
  expect(missing).toEqual([]);
});

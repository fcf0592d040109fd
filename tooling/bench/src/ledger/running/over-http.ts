import type { OrganizationClient } from "@scrip/client";
import type { Tiered } from "@scrip/domain/catalog";
import { usd } from "@scrip/domain/money";
import { startApi } from "../api-process.ts";
import type { BenchDatabase } from "../bench-server.ts";
import { serve } from "../services.ts";
import { ENDPOINT, endpointsOf, JOB, jobsOf, MINUTE_MS, type RunningSize, type RunningWork } from "./running-work.ts";

const START = Date.UTC(2026, 0, 1);

type Organization = OrganizationClient<Tiered>;

/** Running work as services of a platform report it: the typed client, and the API in a process of its own. */
export async function runOverHttp(database: BenchDatabase, size: RunningSize): Promise<RunningWork> {
  const api = await startApi(database);
  const client = api.client();
  const indexes = Array.from({ length: size.organizations }, (_, index) => index);
  const { results: organizations } = await serve(indexes, async (index): Promise<Organization> => {
    const { org: id } = await client.organizations.create({ name: `Running ${index}`, testClock: new Date(START) });
    const org = client.organization(id);
    await org.grants.create({ source: "purchase", amount: usd("1000000.00"), businessKey: "bench" });
    return org;
  });
  const of = (names: readonly string[]) => organizations.flatMap((org) => names.map((name) => ({ org, name })));
  const jobs = of(jobsOf(size));
  return {
    startJobs: () =>
      serve(jobs, ({ org, name }) => org.jobs.start({ job: name, ...JOB, next: { untilMs: MINUTE_MS } })),
    startEndpoints: (minute) =>
      serve(of(endpointsOf(size, minute)), ({ org, name }) => org.endpoints.start({ endpoint: name, ...ENDPOINT })),
    passTo: async (minute) => {
      const to = new Date(START + minute * MINUTE_MS);
      const { results, perSecond } = await serve(organizations, (org) => org.clocks.advance({ to }));
      const charged = results.reduce((sum, { ran }) => sum + ran, 0);
      return { charged, perSecond: (perSecond * charged) / organizations.length };
    },
    settleJobs: (minute) => {
      const quantityMs = minute * MINUTE_MS;
      const next = { untilMs: quantityMs + MINUTE_MS };
      return serve(jobs, async ({ org, name }) => {
        const { decision } = await org.jobs.settleEpoch({ job: name, quantityMs, next });
        if (decision !== "continue") throw new Error(`the job ${name} should ${decision}`);
      });
    },
    stop: api.stop,
  };
}

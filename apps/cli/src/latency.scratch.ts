import { createClient } from "@scrip/client";
import { tiered, type Catalog } from "@scrip/domain/catalog";
import { readTraceFile } from "./trace/read-trace.ts";
import { resourceCheckOf } from "./trace/resource-check.ts";
import { replayTrace } from "./replay/replay-trace.ts";
import { startTemporaryServer } from "./replay/temporary-server.ts";
import { Tally } from "./replay/tally.ts";
const trace = await readTraceFile("/work/shared/data/gpu-trace.csv", resourceCheckOf(tiered));
const server = await startTemporaryServer(undefined);
for (const [batch, conc] of JSON.parse(process.argv[2]!)) {
const stats = new Map<string, { n: number; ms: number }>();
const base = createClient<Catalog>({ url: server.url, key: server.key, timeoutMs: 30000, retryForMs: 60000, ...(batch > 1 && { batch: { maxCalls: batch } }) });
const timed = (name: string, f: any) => async (...a: any[]) => { const t = performance.now(); try { return await f(...a); } finally { const s = stats.get(name) ?? { n: 0, ms: 0 }; s.n++; s.ms += performance.now() - t; stats.set(name, s); } };
const client: any = { organizations: { create: timed("create", base.organizations.create) }, organization: (o: string) => { const c = base.organization(o); return { clocks: { advance: timed("advance", c.clocks.advance) }, grants: c.grants, jobs: { start: timed("start", c.jobs.start), settleEpoch: timed("settle", c.jobs.settleEpoch), complete: timed("complete", c.jobs.complete), cancel: timed("cancel", c.jobs.cancel), fail: timed("fail", c.jobs.fail) } }; } };
const tally = new Tally([]);
const t0 = performance.now(); const c0 = process.cpuUsage();
await replayTrace({ name: `r${batch}-${conc}`, client, credit: 10n ** 12n, tally, onEvent: () => {} }, trace, conc);
const c = process.cpuUsage(c0);
console.log(batch, conc, ((performance.now() - t0) / 1000).toFixed(1), "s cpu", ((c.user + c.system) / 1e6).toFixed(1), tally.all.charged, Object.fromEntries([...stats].map(([k, v]) => [k, `${v.n} x ${(v.ms / v.n).toFixed(1)}ms`])));
}
await server.stop();

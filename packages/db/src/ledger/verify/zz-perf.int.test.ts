import { it } from "vitest";
import fc from "fast-check";
import pg from "pg";
import { randomUUIDv7 } from "node:crypto";
import { anOrganization, testDatabase } from "../../testing/index.ts";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { ledgerOf, relive } from "./on-database.fixture.ts";
import { anyLife, live } from "./random-life.fixture.ts";
import { verifyLedger } from "./index.ts";
const database = await testDatabase();
it("perf", async () => {
  const app = await database.open("app");
  const ledger = ledgerOf(database);
  const actor = { type: "system", id: null } as const;
  const big = await anOrganization(app, { catalog: catalogText(tiered) });
  const N = Number(process.env.N ?? 400000);
  const c = (orgId: string, x: object) => ({ orgId, id: randomUUIDv7(), actor, ...x }) as any;
  for (let g = 0; g < 20; g++) await ledger.submit(c(big.orgId, { kind: "issueGrant", source: "purchase", grantKind: "paid", amount: 10n ** 9n, effectiveAt: null, expiresAt: null, businessKey: randomUUIDv7() }), null);
  let t = performance.now(); let next = 0;
  await Promise.all(Array.from({ length: 512 }, async () => { while (next++ < N) await ledger.submit(c(big.orgId, { kind: "charge", amount: 100n, onShortfall: "refuse", resource: null, project: null, member: null }), randomUUIDv7()); }));
  console.log("wrote", N, "charges in", performance.now() - t);
  const M = Number(process.env.M ?? 1000);
  t = performance.now();
  const orgs = await Promise.all(Array.from({ length: M }, () => anOrganization(app, { catalog: catalogText(tiered) })));
  const J = Number(process.env.J ?? 100);
  await Promise.all(orgs.map(async ({ orgId }) => {
    await ledger.submit(c(orgId, { kind: "issueGrant", source: "purchase", grantKind: "paid", amount: 10n ** 9n, effectiveAt: null, expiresAt: null, businessKey: "x" }), null);
    for (let j = 0; j < J; j++) {
      const ref = `job-${j}`;
      await ledger.submit(c(orgId, { kind: "startJob", ref, resource: "gpu.h100-80gb", work: "training", mode: "epochs", unitsMilli: 1000, estimateMs: null, next: { untilMs: 60000 }, project: null, member: null }), randomUUIDv7());
      await ledger.submit(c(orgId, { kind: "settleEpoch", ref, quantityMs: 1, next: { untilMs: 120000 } }), randomUUIDv7());
      await ledger.submit(c(orgId, { kind: "finishJob", ref, end: "completed", fault: "user", quantityMs: 2 }), randomUUIDv7());
    }
  }));
  console.log("wrote", M, "orgs in", performance.now() - t);
  await ledger.close();
  const owner = new pg.Pool({ connectionString: database.ownerUrl });
  if (process.env.ANALYZE) await owner.query("ANALYZE");
  const pool = new pg.Pool({ connectionString: database.urls.verify, max: 4 });
  for (const orgIds of [[big.orgId], orgs.map(({ orgId }) => orgId), undefined]) {
    const before = process.cpuUsage(); const t0 = performance.now(); let peak = 0;
    const timer = setInterval(() => { peak = Math.max(peak, process.memoryUsage().rss); }, 100);
    const r = await verifyLedger({ pool, ...(orgIds && { orgIds }) });
    clearInterval(timer);
    const cpu = process.cpuUsage(before);
    const s = (performance.now() - t0) / 1000;
    console.log({ ok: r.ok, organizations: r.organizations, entries: r.entries, s, perSecond: r.entries / s, clientCpu: (cpu.user + cpu.system) / 1e6, peakMb: peak / 1e6, findings: r.findings.slice(0, 3) });
  }
  if (process.env.PROFILE) {
    const inspector = await import("node:inspector/promises");
    const session = new inspector.Session(); session.connect();
    await session.post("Profiler.enable"); await session.post("Profiler.start");
    await verifyLedger({ pool });
    const { profile } = await session.post("Profiler.stop");
    const self = new Map<string, number>(); const dt = profile.timeDeltas!; const byId = new Map(profile.nodes.map((n) => [n.id, n]));
    profile.samples!.forEach((id, i) => { const n = byId.get(id)!; const k = `${n.callFrame.functionName} ${n.callFrame.url.split("/").slice(-2).join("/")}:${n.callFrame.lineNumber}`; self.set(k, (self.get(k) ?? 0) + dt[i]!); });
    console.log([...self].sort((a, b) => b[1] - a[1]).slice(0, 25).map(([k, v]) => `${(v / 1000).toFixed(0)}ms ${k}`).join("\n"));
  }
  await pool.end(); await owner.end();
});

import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { anApi } from "../testing/an-api.ts";

const api = await anApi();
const HOUR = 3_600_000;
const NOON_MS = Date.parse("2026-01-01T12:00:00Z");
/** One RTX 3090 for an hour, in micro-USD. */
const EPOCH = 440_000;

/** Sends a call again under the same key, as a container does that was restarted before it saw the answer. */
async function twice<Answer>(call: (idempotencyKey: string) => Promise<Answer>): Promise<Answer> {
  const key = randomUUID();
  const first = await call(key);
  expect(await call(key)).toEqual(first);
  return first;
}

it.each([
  ["before its first epoch has ended", 0.5, 0],
  ["in its third epoch", 2.5, 2 * EPOCH],
])(
  "L13 L19 a job that the platform fails %s is charged for its completed epochs only, once",
  async (_, hours, total) => {
    const org = await api.anOrganization({ credit: 5_000_000 });
    const job = { org, job: "retried" };
    const at = (ms: number) => api.ok("clocks.advance", { org, to: new Date(NOON_MS + ms).toISOString() });
    await twice((idempotencyKey) =>
      api.ok("jobs.start", { ...job, resource: "gpu.rtx-3090", next: { untilMs: HOUR }, idempotencyKey }),
    );
    for (let done = HOUR; done < hours * HOUR; done += HOUR) {
      await at(done);
      const report = { ...job, quantityMs: done, next: { untilMs: done + HOUR } };
      await twice((idempotencyKey) => api.ok("jobs.settleEpoch", { ...report, idempotencyKey }));
      // A container that lost its keys reports the same epoch under a new one: the meter has not moved.
      expect(await api.ok("jobs.settleEpoch", report)).toMatchObject({ decision: "continue", charged: "0" });
    }
    await at(hours * HOUR);
    const failure = { ...job, quantityMs: hours * HOUR, fault: "platform" } as const;
    const failed = await twice((idempotencyKey) => api.ok("jobs.fail", { ...failure, idempotencyKey }));
    expect(failed).toMatchObject({ state: "failed", charged: "0", chargedTotal: String(total), held: "0" });
    const again = await api.call("jobs.fail", { ...failure, idempotencyKey: randomUUID() });
    expect(again.error).toMatchObject({ code: "job_closed" });
    expect(await api.ok("balance.get", { org })).toMatchObject({ available: String(5_000_000 - total), reserved: "0" });

    // The work begins again as a job of its own, and pays for itself only.
    const retry = { org, job: "retried-2" };
    await api.ok("jobs.start", { ...retry, resource: "gpu.rtx-3090", next: { untilMs: HOUR } });
    await at((hours + 1) * HOUR);
    const completed = await api.ok("jobs.complete", { ...retry, quantityMs: HOUR });
    expect(completed).toMatchObject({ chargedTotal: String(EPOCH) });
    expect(await api.ok("ledger.verify", { orgs: [org] })).toMatchObject({ ok: true, findings: [] });
  },
);

it("C7 L19 a lost node is charged for what it had settled: its hold ends, and the failure adds nothing", async () => {
  const org = await api.anOrganization({ credit: 5_000_000 });
  const job = { org, job: "lost" };
  const at = (hours: number) => api.ok("clocks.advance", { org, to: new Date(NOON_MS + hours * HOUR).toISOString() });
  await api.ok("jobs.start", { ...job, resource: "gpu.rtx-3090", next: { untilMs: HOUR } });
  await at(1);
  await api.ok("jobs.settleEpoch", { ...job, quantityMs: HOUR, next: { untilMs: 2 * HOUR } });
  // No report comes any more. Half an hour after the declared end the hold gives its credit back.
  await at(3);
  expect(await api.ok("jobs.get", job)).toMatchObject({ state: "silent", hold: null, charged: String(EPOCH) });
  expect(await api.ok("balance.get", { org })).toMatchObject({ available: String(5_000_000 - EPOCH), reserved: "0" });
  const failed = await api.ok("jobs.fail", { ...job, quantityMs: 1.5 * HOUR, fault: "platform" });
  expect(failed).toMatchObject({ charged: "0", chargedTotal: String(EPOCH), reason: "platform_fault" });
  expect(await api.ok("ledger.verify", { orgs: [org] })).toMatchObject({ ok: true, findings: [] });
});

it("L13 a start that is refused, and one whose answer was lost, hold credit once at most", async () => {
  const org = await api.anOrganization({ credit: 500_000 });
  const start = { org, resource: "gpu.rtx-3090", next: { untilMs: HOUR } };
  // 1.2 x $0.44 are needed, and $0.50 are there.
  const refused = await api.call("jobs.start", { ...start, job: "poor", idempotencyKey: randomUUID() });
  expect(refused.error).toMatchObject({ code: "insufficient_credit", details: { missing: "28000" } });
  expect(await api.ok("balance.get", { org })).toMatchObject({ available: "500000", reserved: "0" });
  await api.ok("grants.create", { org, source: "purchase", amount: "1000000" });
  await twice((idempotencyKey) => api.ok("jobs.start", { ...start, job: "poor", idempotencyKey }));
  expect(await api.ok("balance.get", { org })).toMatchObject({ reserved: String(EPOCH) });
  await twice((idempotencyKey) =>
    api.ok("jobs.fail", { org, job: "poor", quantityMs: 0, fault: "platform", idempotencyKey }),
  );
  expect(await api.ok("balance.get", { org })).toMatchObject({ available: "1500000", reserved: "0" });
});

/**
 * A process that meters running work as a service does. It settles jobs in turn through the typed client, at a fixed
 * rate, even if answers are slow. It sends `ready` to its parent. For each duration that the parent sends, it settles
 * for that time and sends the answers. It ends when its parent ends.
 */
import { createClient } from "@scrip/client";
import type { Settled, SettlerOrders } from "./settler.ts";

const EPOCH_MS = 60_000;

const settler = openSettler(JSON.parse(process.env.SCRIP_SETTLER ?? "") as SettlerOrders);
process.on("message", (durationMs) => {
  void settler(Number(durationMs)).then(
    (settled) => process.send?.(settled),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.once("disconnect", () => process.exit(0));
// Keep the process alive between orders.
process.channel?.ref();
process.send?.("ready");

function openSettler({ url, key, org, jobs, perSecond }: SettlerOrders): (durationMs: number) => Promise<Settled[]> {
  const client = createClient({ url, key }).organization(org);
  const startedAt = new Map<string, number>();
  // A job's meter is cumulative, so its next settle waits for the previous answer.
  const last = new Map<string, Promise<unknown>>();
  const settled: Settled[] = [];

  const settle = async (job: string, dueAt: number): Promise<void> => {
    startedAt.set(job, startedAt.get(job) ?? Date.parse((await client.jobs.get({ job })).startedAt));
    const quantityMs = Date.now() - (startedAt.get(job) ?? 0);
    const answer = await client.jobs.settleEpoch({ job, quantityMs, next: { untilMs: quantityMs + EPOCH_MS } });
    settled.push({ dueAt, answeredAt: Date.now(), available: String(answer.balance.available) });
  };

  return async (durationMs) => {
    settled.length = 0;
    const from = Date.now();
    for (let n = 0; n < (durationMs * perSecond) / 1000; n += 1) {
      const dueAt = from + (n * 1000) / perSecond;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, dueAt - Date.now())));
      const job = jobs[n % jobs.length] ?? "";
      last.set(
        job,
        Promise.resolve(last.get(job)).then(() => settle(job, dueAt)),
      );
    }
    await Promise.all(last.values());
    return [...settled];
  };
}

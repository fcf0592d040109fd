/**
 * A service that meters running work: it settles jobs in turn through the typed client, so many times a second, whether
 * or not the answers keep up. A process of its own. It says when it is ready, settles for as long as it is told to and
 * gives what was answered. It ends with the process that started it.
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
// Between its orders nothing else keeps it.
process.channel?.ref();
process.send?.("ready");

function openSettler({ url, key, org, jobs, perSecond }: SettlerOrders): (durationMs: number) => Promise<Settled[]> {
  const client = createClient({ url, key }).organization(org);
  const startedAt = new Map<string, number>();
  // A job's meter is cumulative: its next settle goes out when the one before is answered.
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

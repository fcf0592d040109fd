/**
 * A process that uses a ledger until it is killed: with callers, an advancing clock, and due work of which some always
 * fails.
 *
 *   node due-load.fixture.ts '<LoadPlan>' [point:nth]
 */
import { cellOf, homesOf } from "@scrip/db/connection";
import { openLedger } from "@scrip/db/ledger";
import { openQueue } from "@scrip/db/queue";
import { openDataSource } from "@scrip/db/schema";
import { books, runLoad } from "@scrip/db/testing/load";
import { DUE } from "./handlers.ts";
import { moveClock } from "./move-clock.ts";
import { runDue } from "./run-due.ts";
import { sweepDue } from "./sweep-due.ts";

await runLoad(async ({ plan, ledger, point, goesOn, acknowledge }) => {
  const app = await openDataSource(plan.urls.app, { applicationName: "scrip-test-load" });
  const clock = { ledger, homes: homesOf(app), books };
  const advance = async (): Promise<void> => {
    for (let n = 0; goesOn(n); n += 1) {
      await acknowledge("clocked", n);
      await moveClock(clock, DUE, plan.clocked, (n + 1) * 2_000);
    }
    await app.destroy();
  };
  if (point?.startsWith("due.") !== true) return [advance];
  const worker = await openDataSource(plan.urls.worker, { applicationName: "scrip-test-load" });
  const homes = homesOf(worker);
  const cell = cellOf(worker, null);
  const queue = await openQueue(worker);
  const deps = { ledger: openLedger({ url: plan.urls.worker, books, lanes: 1 }), homes, queue, books };
  const runDueWork = async (): Promise<void> => {
    for (let n = 0; goesOn(10 * n); n += 1) {
      await acknowledge("due", n);
      await acknowledge("poisoned", n);
      // The fifth failed try parks the work.
      for (let tries = 0; tries < 5; tries += 1) await runDue(deps, plan.poisoned);
      await sweepDue(cell, queue);
      await runDue(deps, plan.due);
    }
    await queue.close();
    await deps.ledger.close();
    await worker.destroy();
  };
  return [advance, runDueWork];
});

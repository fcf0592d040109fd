import { dueSweep } from "@scrip/contract/tasks/due";
import { reconcilePayments } from "@scrip/contract/tasks/reconcile-payments";
import { relayAuthEvents } from "@scrip/db/access";
import { acrossOrganizations } from "@scrip/db/connection";
import { deleteOldMails, deleteOldNotices } from "@scrip/db/notices";
import { whyNotCharging } from "@scrip/usecases/billing/charging/may-charge";
import { noteMark } from "@scrip/usecases/billing/charging/notice-restore";
import { CLAIMS, PLATFORM_DUE } from "@scrip/usecases/due/platform-handlers";
import { runPlatformDue } from "@scrip/usecases/due/run-platform-due";
import { sweepDue } from "@scrip/usecases/due/sweep-due";
import type { WorkerDeps } from "../deps.ts";
import { handle } from "../handle.ts";
import { reportPlatformDue } from "../platform-lanes.ts";

/** How long the outbox shows that a mail was sent. */
const KEEP_MAILS_DAYS = 30;

/**
 * Enqueues a `due.run` for every organization of the cell with due work, reports the cell to the platform, finishes the
 * platform's interrupted claims, takes events of accounts into the audit log, deletes old mails and notices, remembers the
 * state of the database, and enqueues the reconciliation of payments. While PostgreSQL's clock is not trusted, it only
 * reports the cell. Safe to run twice.
 */
export const dueSweepHandler = handle(dueSweep, async (deps, _payload, signal) => {
  await reportCell(deps);
  // By a wrong clock, old mails and notices would go too early, as credit would.
  if ((await deps.clocks.doubt(deps.cell)) !== null) return { paused: true };
  const woken = await sweepDue(deps.cell, deps.queue);
  reportPlatformDue(deps, await runPlatformDue(deps, signal, PLATFORM_DUE, CLAIMS));
  await relayAuthEvents(deps.homes.platform, signal);
  await deleteOldMails(deps.homes.platform, KEEP_MAILS_DAYS);
  await deleteOldNotices(deps.homes.organizations);
  await noteMark(deps.homes, deps.note);
  await enqueueReconciliation(deps);
  deps.metrics.sweeps.inc();
  return { woken };
});

/** A report that fails must not keep the rest of the sweep from running; the next sweep reports again. */
async function reportCell({ cell, cellReporter, log }: WorkerDeps): Promise<void> {
  try {
    await cellReporter.report(cell);
  } catch (err) {
    log.warn({ err, cell: cell.cell }, `the cell ${cell.cell} could not be reported`);
  }
}

/** How often payments are compared. */
const RECONCILE_SECONDS = 3_600;

/** Enqueues a reconciliation of payments each hour; after a restore each minute, until it ran to the end. */
async function enqueueReconciliation({ cell, homes, queue, gateway }: WorkerDeps): Promise<void> {
  if (gateway === undefined) return;
  const isRestored = (await whyNotCharging(homes.platform))?.reason === "restored";
  const often = isRestored ? {} : { oncePerSeconds: RECONCILE_SECONDS };
  await acrossOrganizations(cell, (tx) => queue.enqueue(tx, reconcilePayments, {}, often));
}

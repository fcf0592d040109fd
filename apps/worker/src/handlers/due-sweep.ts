import { dueSweep } from "@scrip/contract/tasks/due";
import { relayAuthEvents } from "@scrip/db/access";
import { deleteOldMails } from "@scrip/db/notices";
import { noteMark } from "@scrip/usecases/billing/charging/notice-restore";
import { CLAIMS, PLATFORM_DUE } from "@scrip/usecases/due/platform-handlers";
import { runPlatformDue } from "@scrip/usecases/due/run-platform-due";
import { sweepDue } from "@scrip/usecases/due/sweep-due";
import { handle } from "../handle.ts";
import { reportPlatformDue } from "../platform-lanes.ts";

/** How long the outbox shows that a mail was sent. */
const KEEP_MAILS_DAYS = 30;

/**
 * Enqueues a `due.run` for every organization with due work, finishes the platform's interrupted claims, takes events of
 * accounts into the audit log, deletes old mails, and remembers the state of the database. Safe to run twice.
 */
export const dueSweepHandler = handle(dueSweep, async (deps, _payload, signal) => {
  const woken = await sweepDue(deps.homes.organizations, deps.queue);
  reportPlatformDue(deps, await runPlatformDue(deps, signal, PLATFORM_DUE, CLAIMS));
  await relayAuthEvents(deps.homes.platform, signal);
  await deleteOldMails(deps.homes.platform, KEEP_MAILS_DAYS);
  await noteMark(deps.homes, deps.note);
  deps.metrics.sweeps.inc();
  return { woken };
});

import { dueSweep } from "@scrip/contract/tasks/due";
import type { Homes, VerifyCells } from "@scrip/db/connection";
import {
  dueFigures,
  inboxBacklog,
  type ParkedFigure,
  parkedFigures,
  parkedPlatformFigures,
  platformBacklog,
} from "@scrip/db/due";
import { mailFigures } from "@scrip/db/notices";
import { deadTasks, ranWithin } from "@scrip/db/queue";
import { paymentFigures } from "@scrip/db/read/operators/payment-figures";
import { whyNotCharging } from "@scrip/usecases/billing/charging/may-charge";
import { type Finding, fault, inWords, looked, ok, warning } from "./finding.ts";

const LATE_S = 300;
const LATE_INBOX_S = 120;
const LATE_MAIL_S = 900;
/** A worker sweeps at least once an hour; usually each minute. */
const SWEPT_S = 300;

/**
 * Looks at the work that happens by itself.
 * @param worker as the worker's role, which alone sees the due work of all organizations
 * @param verify as the role that reads all organizations
 */
export async function lookAtWork(worker: Homes, verify: VerifyCells): Promise<readonly Finding[]> {
  const { organizations, platform } = worker;
  return [
    await looked("worker", async () => {
      if (await ranWithin(organizations, dueSweep, SWEPT_S)) return ok("worker", "A worker has swept for due work.");
      const says = `No worker has swept for due work in the last ${inWords(SWEPT_S)}.`;
      return fault(
        "worker",
        says,
        "Start a worker: node apps/worker/src/main.ts. If one runs, its log says why its sweeps fail.",
      );
    }),
    await looked("due work", async () => {
      const { due, oldestSeconds } = await dueFigures(organizations);
      return age("due work", due, oldestSeconds, LATE_S);
    }),
    await looked("claims of the platform", async () => {
      const { due, oldestSeconds } = await platformBacklog(platform);
      return age("claims of the platform", due, oldestSeconds, LATE_S);
    }),
    await looked("parked work", async () =>
      parked([...(await parkedFigures(organizations)), ...(await parkedPlatformFigures(platform))]),
    ),
    await looked("tasks", async () => {
      const dead = await deadTasks(organizations);
      if (dead === 0) return ok("tasks", "No task failed for good.");
      return warning(
        "tasks",
        `${dead} tasks failed for good.`,
        'Look for lines with "alert:" in the log of the worker.',
      );
    }),
    await looked("events of Stripe", async () => {
      const { due, oldestSeconds } = await inboxBacklog(platform);
      return age("events of Stripe", due, oldestSeconds, LATE_INBOX_S);
    }),
    await looked("payments", () => payments(verify)),
    await looked("charging", async () => {
      const off = await whyNotCharging(platform);
      if (off === null) return ok("charging", "Payments are started.");
      const advice =
        off.reason === "restored"
          ? "Run scrip stripe reconcile: the database was restored (docs/operate/restore.md)."
          : "Resume it on the page Charging of the operators, or with scrip stripe pause --end.";
      return warning("charging", `No payment is started: ${off.reason}.`, advice);
    }),
    await looked("mails", async () => {
      const { waiting, oldestSeconds } = await mailFigures(platform);
      return age("mails", waiting, oldestSeconds, LATE_MAIL_S);
    }),
  ];
}

function age(about: string, rows: number, oldestSeconds: number, lateSeconds: number): Finding {
  if (rows === 0) return ok(about, "Nothing waits.");
  const says = `${rows} wait, the oldest for ${inWords(oldestSeconds)}.`;
  if (oldestSeconds <= lateSeconds) return ok(about, says);
  return fault(about, says, "Look at the log of the worker. If it is only slow, start another one beside it.");
}

function parked(figures: readonly ParkedFigure<string>[]): Finding {
  if (figures.length === 0) return ok("parked work", "Nothing is parked.");
  const says = figures.map(({ kind, parked: rows }) => `${rows} ${kind}`).join(", ");
  return fault(
    "parked work",
    `Failed five times: ${says}.`,
    "scrip due list shows why; mend it, then scrip due retry.",
  );
}

async function payments(verify: VerifyCells): Promise<Finding> {
  const figures = await paymentFigures(verify);
  const of = (state: string): number => figures.find((each) => each.state === state)?.payments ?? 0;
  if (of("parked") > 0)
    return fault(
      "payments",
      `${of("parked")} payments are parked.`,
      "Decide about each on the page Charging of the operators.",
    );
  if (of("unknown") > 0)
    return warning(
      "payments",
      `The outcome of ${of("unknown")} payments is unknown.`,
      "Scrip looks each up until Stripe answers. Nothing is sent twice.",
    );
  return ok("payments", `${of("succeeded")} succeeded and ${of("failed")} failed in the last 24 hours.`);
}

import { checkCell, checkHomes, schemaVersionAt } from "@scrip/db/boot";
import { bookStore, loadCatalog } from "@scrip/db/catalog";
import { CellReporter, cellUrlsAs } from "@scrip/db/cells";
import { openPlatformWake } from "@scrip/db/due";
import { openCellsEvents, openLedgerEvents } from "@scrip/db/events";
import { openLedgers } from "@scrip/db/ledger";
import { openHomes } from "@scrip/db/schema";
import { renderDocument as print } from "@scrip/documents";
import { gatewayOf } from "@scrip/payments";
import type { Log } from "@scrip/process/log";
import { openMarkFile } from "@scrip/process/mark-file";
import { addProcessMetrics, observeCells } from "@scrip/process/metrics";
import { servePrivately } from "@scrip/process/private-server";
import type { OpenParts } from "@scrip/process/stop";
import { whyNotCharging } from "@scrip/usecases/billing/charging/may-charge";
import { noticeRestore } from "@scrip/usecases/billing/charging/notice-restore";
import { planPaymentsOf } from "@scrip/usecases/billing/plans/plan-payments";
import { deployedCatalog } from "@scrip/usecases/catalog/deployed-catalog";
import { findCatalog } from "@scrip/usecases/catalog/find-catalog";
import { noteRunway } from "@scrip/usecases/overview/note-runway";
import { findTxt } from "@scrip/usecases/sso/find-txt";
import { CellQueues } from "./cells/cell-queues.ts";
import { CellsWork } from "./cells/cells-work.ts";
import { ClockWatch, inWords } from "./clock-watch.ts";
import type { ProcessDeps } from "./deps.ts";
import type { Env } from "./env.ts";
import { counted } from "./mails/counted.ts";
import { openSmtp, type SmtpTransport } from "./mails/smtp-transport.ts";
import { type Metrics, openMetrics } from "./metrics/metrics.ts";
import { openPlatformLanes } from "./platform-lanes.ts";
import { problemOf } from "./readiness.ts";
import { RunwayNotes } from "./runway-notes.ts";
import { webhooksOf } from "./webhooks.ts";

/** A stop waits so long for running tasks. Another worker gets the tasks that still run then. */
const QUEUE_PATIENCE_MS = 10_000;
/** A stop waits so long for mails that are being sent, and then breaks off: they are sent again later. */
const MAIL_PATIENCE_MS = 2_000;
const USUAL_PORT = 4871;

/**
 * Starts a worker: checks that the server and the role are fit for money, opens the queue, enqueues a sweep for due
 * work and serves its health.
 * @param parts receives each opened part, even if a later step fails
 * @throws StartupError that says what to change
 */
export async function openWorker(env: Env, log: Log, parts: OpenParts): Promise<void> {
  const catalog = await findCatalog(env.SCRIP_CATALOG);
  const url = env.WORKER_DATABASE_URL;
  const cells = env.SCRIP_CELLS === undefined ? undefined : cellUrlsAs(env.SCRIP_CELLS, url);
  const urls = { organizations: url, platform: env.PLATFORM_DATABASE_URL, cells };
  const homes = await openHomes(urls, { applicationName: "scrip-worker", poolSize: 6 }, checkCell);
  parts.add("the database pool", () => homes.close());
  await checkHomes(homes);
  const note = env.SCRIP_STATE_DIR === undefined ? null : openMarkFile(env.SCRIP_STATE_DIR, "worker");
  const restore = await noticeRestore(homes, note, env.SCRIP_RESTORED);
  if (restore !== null) log.warn(`${restore} Charging is off until payments are reconciled.`);
  const books = bookStore((version) => loadCatalog(homes.organizations, version));
  const ledger = openLedgers(urls, homes, { books, lanes: env.SCRIP_LEDGER_LANES });
  parts.add("the ledger", () => ledger.close());
  const changes = await (cells === undefined ? openLedgerEvents(url) : openCellsEvents(cells.values()));
  parts.add("the announcements", () => changes.close());
  const metrics = openMetrics({ homes, ledger });
  addProcessMetrics(metrics.registry, "worker");
  parts.add("the log of cells", observeCells(metrics.registry, homes.guard, log));
  // Open health before the queues, so that it closes after them: a worker that finishes its tasks is healthy.
  const becomeReady = await openHealth(env, { log, metrics, parts });
  const mails = mailsOf(env, log, metrics);
  const webhookLanes = webhooksOf(env, { homes, ledger, metrics, log });
  const origin = env.SCRIP_ORIGIN ?? null;
  const lookUp = (name: string) => findTxt(name, env.SCRIP_DNS_SERVERS);
  const catalogVersion = deployedCatalog(homes.platform, catalog);
  const gateway = gatewayOf(env);
  const payments = planPaymentsOf({ ledger, books, homes, gateway });
  const outside = { mails, webhookLanes, gateway, payments, findTxt: lookUp, print };
  const queues = new CellQueues();
  const cellReporter = new CellReporter({
    platform: homes.platform,
    schemaVersionOf: (cell) => schemaVersionAt(cell, ["organizations"]),
    steadyNow: () => performance.now(),
  });
  const ofProcess = { origin, note, cellReporter, log, metrics };
  const clocks = watchClocks(log, metrics);
  const deps = { ledger, books, homes, queue: queues, ...outside, catalogVersion, ...ofProcess, clocks };
  const lanes = openPlatformLanes(deps, env.SCRIP_SWEEP_SECONDS, MAIL_PATIENCE_MS);
  const cellWork = new CellsWork({ deps, queues, env });
  // A stop ends what begins work before what finishes it.
  parts.add("the task queues", () => cellWork.close(QUEUE_PATIENCE_MS), QUEUE_PATIENCE_MS + 1_000);
  parts.add("the webhooks", () => webhookLanes?.stop());
  parts.add("the mail transport", () => mails?.close());
  parts.add("the platform's work", () => lanes.stop());
  parts.add("the alarms", () => cellWork.stop());
  // At once: the others do not wait for a cell that does not answer.
  await Promise.all(
    homes.organizations.cells.map((cell) =>
      cellWork.open(cell, cell.cell === null ? url : (cells?.get(cell.cell) ?? url)),
    ),
  );
  parts.add(
    "the alarms' announcements",
    changes.onDue((at) => cellWork.hear(at)),
  );
  const notes = new RunwayNotes({
    note: (orgId) => noteRunway(deps, orgId),
    onProblem: (err) => log.warn({ err }, "a runway could not be noted"),
  });
  parts.add("the history of runways", () => notes.stop());
  parts.add(
    "its announcements",
    changes.onMoved((orgIds) => notes.hear(orgIds)),
  );
  const stopWaking = await openPlatformWake(env.PLATFORM_DATABASE_URL ?? url, () => lanes.wake());
  parts.add("the platform's announcements", stopWaking);
  lanes.wake();
  becomeReady(deps);
  log.info("ready");
}

/** Opens the private port. @returns a function that receives the dependencies; before its call nothing is ready */
async function openHealth(
  env: Env,
  { log, metrics, parts }: { log: Log; metrics: Metrics; parts: OpenParts },
): Promise<(deps: ProcessDeps) => void> {
  let problem = async (): Promise<string | null> => "The worker is starting.";
  let notes = async (): Promise<Readonly<Record<string, string>>> => ({});
  const close = await servePrivately({
    host: env.SCRIP_WORKER_HOST,
    port: env.SCRIP_WORKER_PORT,
    usualPort: USUAL_PORT,
    portVariable: "SCRIP_WORKER_PORT",
    registry: metrics.registry,
    problem: () => problem(),
    notes: () => notes(),
    log,
  });
  parts.add("health and metrics", () => close?.());
  return (deps) => {
    problem = () => problemOf(deps, env.SCRIP_SWEEP_SECONDS);
    notes = async () => ({
      charging: (await whyNotCharging(deps.homes.platform))?.reason ?? "on",
      dueWork: deps.clocks.paused.length === 0 ? "on" : "paused",
    });
  };
}

function watchClocks(log: Log, { duePaused }: Metrics): ClockWatch {
  return new ClockWatch({
    wallNow: () => Date.now(),
    steadyNow: () => performance.now(),
    onChange: (cell, doubt) => {
      const where = cell === null ? "PostgreSQL's clock" : `PostgreSQL's clock in the cell ${cell}`;
      duePaused.set({ cell: cell ?? "" }, doubt === null ? 0 : 1);
      if (doubt === null) log.info(`${where} is right again: due work goes on`);
      else log.error({ ...doubt, cell }, `${where} ${inWords(doubt)}. Due work is paused.`);
    },
  });
}

function mailsOf(
  { SCRIP_SMTP_URL: server, SCRIP_MAIL_FROM: sender }: Env,
  log: Log,
  metrics: Metrics,
): SmtpTransport | null {
  if (server !== undefined && sender !== undefined) return counted(openSmtp({ server, sender, log }), metrics.mails);
  log.warn("no mail server is configured (SCRIP_SMTP_URL): mails wait");
  return null;
}

import type { BringBackTerms, BroughtBack, CellReport } from "@scrip/db/cells/reconcile";
import type { PlatformSource, Pool } from "@scrip/db/connection";
import type { Command } from "commander";
import { cellUrlsOf } from "../cell-urls.ts";
import { asJson, inWords } from "../cells/report.ts";
import { verifyOrganization } from "../cells/verify-organization.ts";
import type { Console } from "../console.ts";
import { CouldNotRun } from "../could-not-run.ts";
import { ownerDatabaseUrl } from "../running-database.ts";
import { readKey, readList } from "../verify/signed-list.ts";
import { unreachable } from "./with-owner.ts";

interface ReconcileOptions {
  readonly heads?: string;
  readonly key?: string;
  readonly accept?: true;
  readonly json?: true;
}

export function addCellsReconcile(cells: Command, console: Console): void {
  cells
    .command("reconcile <cell>")
    .summary("compare a restored cell with the platform, and let it serve again")
    .description(
      "Compares the database of a cell with the platform, and lists what it lacks: organizations, payments, redemptions,\n" +
        "documents, signup credit and members. It changes nothing without --accept (docs/operate/restore.md#restore-one-cell).\n" +
        "With --accept, organizations that moved in after the backup come back from the archives in the cells that they left.\n" +
        "If it is interrupted, run it again.\n" +
        "Exit code: 0 if the cell serves, 1 if it is refused until it is accepted or if an organization is not back, 2 if the\n" +
        "command could not run.",
    )
    .option("--heads <file>", "list the entries that this signed list of heads has and the cell has not")
    .option("--key <file>", "the Ed25519 key of signed lists (default: that of SCRIP_SIGNING_KEY_FILE)")
    .option("--accept", "accept the cell with what it lacks: the processes serve it from then on")
    .option("--json", "print one JSON object")
    .action((cell: string, options: ReconcileOptions) => reconcile(console, cell, options));
}

async function reconcile(console: Console, cell: string, options: ReconcileOptions): Promise<void> {
  const heads = readHeads(console, options);
  const url = ownerDatabaseUrl(console.env);
  // Imported lazily: loading it takes longer than all the rest, and most commands do not need it.
  const { openReadPool } = await import("@scrip/db/connection");
  const { openHomes } = await import("@scrip/db/schema");
  const { acceptCell, clearDeparted, compareCell } = await import("@scrip/db/cells/reconcile");
  const urls = await cellUrlsOf(console.env, url);
  if (urls === undefined) throw new CouldNotRun("Set SCRIP_CELLS to the addresses of the cells.");
  if (!urls.has(cell)) throw new CouldNotRun(`SCRIP_CELLS has no address of the cell ${cell}.`);
  await using parts = new AsyncDisposableStack();
  const owner = await openHomes({ organizations: url }, { applicationName: "scrip-cli", poolSize: 1 }).catch(
    (error: unknown) => {
      throw unreachable(url, error);
    },
  );
  parts.defer(() => owner.close());
  const pools = new Map<string, Pool>();
  for (const [name, cellUrl] of urls) {
    const pool = openReadPool(cellUrl);
    parts.defer(() => pool.end());
    pools.set(name, pool);
  }
  const inCell = pools.get(cell) as Pool;
  const others = new Map([...pools].filter(([name]) => name !== cell));
  const compare = () =>
    compareCell({ cell, platform: owner.platform, inCell, others, heads }).catch((error: unknown) =>
      couldNotRun(urls.get(cell) ?? "", error),
    );
  const report = await compare();
  if (!options.accept) {
    console.out(options.json ? asJson(report, null) : inWords(report, null));
    if (report.why !== null || report.arrivals.length > 0) console.exitWith(1);
    return;
  }
  requireAnswers(report);
  const terms = { cell, platformUrl: url, cellUrls: urls };
  const broughtBack = await bringBackAll(terms, report).catch((error: unknown) =>
    couldNotRun(urls.get(cell) ?? "", error),
  );
  // What the cell lacks now: the claims of organizations that are back are among it.
  const after = await compare();
  const epoch = await acceptCell(owner.platform, inCell, after);
  await waitForPayments(owner.platform, report);
  await clearDeparted(terms).catch((error: unknown) => couldNotRun(urls.get(cell) ?? "", error));
  const accepted = { epoch, broughtBack };
  const { why, arrivals, entries, formerMembers } = report;
  const shown = { ...after, why, arrivals, entries, formerMembers };
  console.out(options.json ? asJson(shown, accepted) : inWords(shown, accepted));
  if (broughtBack.some((each) => !each.isBack || each.findings.length > 0)) console.exitWith(1);
}

/** An organization of a cell that does not answer may have later entries there. Served from here, they would be lost. */
function requireAnswers({ away }: CellReport): void {
  if (away.length === 0) return;
  const cells =
    away.length === 1 ? `The cell ${away[0]} does not answer` : `The cells ${away.join(", ")} do not answer`;
  throw new CouldNotRun(
    `${cells}, and may have later entries of organizations that moved from there. Nothing was changed. Start it, or take it out of SCRIP_CELLS of this command if it is lost for good.`,
  );
}

/** Brings back the organizations that moved in after the backup, with the versions of the catalog that they need. */
async function bringBackAll(terms: BringBackTerms, report: CellReport): Promise<readonly BroughtBack[]> {
  const { copyCatalogs } = await import("@scrip/db/boot");
  const { bringBack } = await import("@scrip/db/cells/reconcile");
  await copyCatalogs(terms.platformUrl, terms.cellUrls.get(terms.cell) ?? "", terms.cell);
  const verify = (url: string, orgId: string) => verifyOrganization(url, orgId, null);
  return bringBack({ ...terms, verify }, report.arrivals);
}

async function couldNotRun(url: string, error: unknown): Promise<never> {
  const { MoveRefused } = await import("@scrip/db/cells/move");
  const { CellNotComparable } = await import("@scrip/db/cells/reconcile");
  if (error instanceof CellNotComparable || error instanceof MoveRefused) throw new CouldNotRun(error.message);
  throw unreachable(url, error);
}

/** Payments of the time after the backup may be unknown to the cell, so nothing is charged until they are compared. */
async function waitForPayments(platform: PlatformSource, { cell }: CellReport): Promise<void> {
  const { noteRestoredCell } = await import("@scrip/usecases/billing/charging/notice-restore");
  await noteRestoredCell(platform, cell);
}

function readHeads({ env }: Console, { heads, key }: ReconcileOptions) {
  if (heads === undefined) return null;
  const list = readList(heads, readKey(key ?? env.signingKeyFile));
  return list.heads.map(({ orgId, seq }) => ({ orgId, seq }));
}

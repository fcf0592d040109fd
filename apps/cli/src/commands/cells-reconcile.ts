import type { CellReport } from "@scrip/db/cells/reconcile";
import type { PlatformSource, Pool } from "@scrip/db/connection";
import type { Command } from "commander";
import { cellUrlsOf } from "../cell-urls.ts";
import { asJson, inWords } from "../cells/report.ts";
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
        "Exit code: 0 if the cell serves, 1 if it is refused until it is accepted, 2 if the command could not run.",
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
  const { acceptCell, CellNotComparable, compareCell } = await import("@scrip/db/cells/reconcile");
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
  const report = await compareCell({ cell, platform: owner.platform, inCell, others, heads }).catch(
    (error: unknown) => {
      if (error instanceof CellNotComparable) throw new CouldNotRun(error.message);
      throw unreachable(urls.get(cell) ?? "", error);
    },
  );
  const epoch = options.accept ? await acceptCell(owner.platform, inCell, report) : null;
  if (epoch !== null) await waitForPayments(owner.platform, report);
  console.out(options.json ? asJson(report, epoch) : inWords(report, epoch));
  if (epoch === null && report.why !== null) console.exitWith(1);
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

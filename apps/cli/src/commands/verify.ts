import type { Command } from "commander";
import type { Console } from "../console.ts";
import { CouldNotRun } from "../could-not-run.ts";
import { ownerDatabaseUrl } from "../running-database.ts";
import { organizationId } from "./key-arguments.ts";
import { unreachable } from "./with-owner.ts";

type Db = typeof import("@scrip/db");
type VerifyResult = Awaited<ReturnType<Db["verifyLedger"]>>;

interface VerifyOptions {
  readonly org?: readonly string[];
  readonly json?: true;
}

export function addVerify(program: Command, console: Console): void {
  program
    .command("verify")
    .summary("replay the ledger and name what does not hold")
    .description(
      "Replays the ledger from its entries and names every invariant that does not hold. It only reads.\n" +
        "The database is that of VERIFY_DATABASE_URL, of DATABASE_URL, or of a running `npm start`.\n" +
        "Exit code: 0 where all holds, 1 where something does not, 2 where it could not run.",
    )
    .option("--org <id>", "only this organization; may be given several times", severalOrganizations)
    .option("--json", "print one JSON object")
    .action((options: VerifyOptions) => verify(console, options));
}

function severalOrganizations(text: string, earlier: readonly string[] | undefined): string[] {
  return [...new Set([...(earlier ?? []), organizationId(text)])];
}

async function verify(console: Console, { org: orgIds, json }: VerifyOptions): Promise<void> {
  // Loaded when it is needed: it takes longer than all the rest, and most commands do without.
  const db = await import("@scrip/db");
  const url = console.env.verifyDatabaseUrl ?? db.roleUrls(ownerDatabaseUrl(console.env)).verify;
  const result = await verifyDatabase(console, db, url, orgIds);
  if (orgIds !== undefined && result.organizations < orgIds.length)
    throw new CouldNotRun(`Only ${result.organizations} of the ${orgIds.length} organizations are there.`);
  console.out(json ? JSON.stringify(shown(result)) : told(result));
  if (!result.ok) console.exitWith(1);
}

async function verifyDatabase(
  { showProgress }: Console,
  db: Db,
  url: string,
  orgIds: readonly string[] | undefined,
): Promise<VerifyResult> {
  const pool = db.openReadPool(url);
  const progress = showProgress("verify", orgIds?.length ?? 1);
  let done = 0;
  try {
    return await db.verifyLedger({
      pool,
      ...(orgIds !== undefined && { orgIds }),
      onProgress: ({ organizations, organizationsDone }) => {
        progress.setTotal(organizations);
        progress.advance(organizationsDone - done);
        done = organizationsDone;
      },
    });
  } catch (error) {
    throw unreachable(url, error);
  } finally {
    progress.stop();
    await pool.end();
  }
}

function shown({ findings, ...result }: VerifyResult) {
  return { ...result, findings: findings.map(({ orgId, ...finding }) => ({ ...finding, org: `org_${orgId}` })) };
}

function told({ ok, organizations, entries, findings }: VerifyResult): string {
  const looked = `${organizations} organizations and ${entries} entries were checked`;
  if (ok) return `${looked}: everything holds.`;
  const lines = findings.map(({ invariant, orgId, rows, message }) =>
    [`${invariant}  org_${orgId}  ${message}`, ...rows.map((row) => `      ${row}`)].join("\n"),
  );
  return [...lines, `${looked}: ${findings.length} findings.`].join("\n");
}

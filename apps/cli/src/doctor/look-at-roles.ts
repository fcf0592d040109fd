import { checkLedgerRole, checkVerifyRole, requireLesserRole, requireSchemaVersion } from "@scrip/db/boot";
import { type CellSource, openReadPool } from "@scrip/db/connection";
import { openHomes } from "@scrip/db/schema";
import { type Finding, fault, ok } from "./finding.ts";

/** The addresses of the roles of the processes. */
export interface RoleAddresses {
  readonly app: string;
  readonly worker: string;
  readonly verify: string;
  readonly platform: string | undefined;
}

/** Looks at the schema and at the role of each process, with the checks of its start. */
export async function lookAtRoles(urls: RoleAddresses): Promise<readonly Finding[]> {
  return [
    await started("role of the API", urls.app, checkProcess),
    await started("role of the worker", urls.worker, checkProcess),
    await verifyRole(urls.verify),
    await started("schema", urls.app, (cell) => requireSchemaVersion(cell, homesAt(urls))),
  ];
}

const homesAt = ({ app, platform }: RoleAddresses): readonly ("organizations" | "platform")[] =>
  platform === undefined || platform === app ? ["organizations", "platform"] : ["organizations"];

async function checkProcess(cell: CellSource): Promise<void> {
  await requireLesserRole(cell);
  await checkLedgerRole(cell);
}

async function started(about: string, url: string, check: (cell: CellSource) => Promise<void>): Promise<Finding> {
  try {
    const homes = await openHomes({ organizations: url }, { applicationName: "scrip-doctor", poolSize: 1 });
    try {
      for (const cell of homes.organizations.cells) await check(cell);
    } finally {
      await homes.close();
    }
    return ok(about, "It passes the checks of a start.");
  } catch (error) {
    return failed(about, error);
  }
}

async function verifyRole(url: string): Promise<Finding> {
  const pool = openReadPool(url);
  try {
    await checkVerifyRole(pool);
    return ok("role of the checks", "It reads every organization and changes nothing.");
  } catch (error) {
    return failed("role of the checks", error);
  } finally {
    await pool.end();
  }
}

/** The message of a startup check says what to change. */
function failed(about: string, error: unknown): Finding {
  const advice =
    "Run the migrations of this version: node tooling/startup/src/migrate.ts makes roles, rights and schema.";
  return fault(about, (error as Error).message, advice);
}

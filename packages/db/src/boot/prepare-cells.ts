import { type CellUrls, cellUrlsOnlyAs } from "../cells/cell-name.ts";
import type { Role, RoleUrls } from "../connection/roles.ts";
import { StartupError } from "../connection/startup-error.ts";
import { cellNameOf, cellSchemaOf } from "./cell-database.ts";
import { connectOwner } from "./connect-owner.ts";
import { type PrepareOptions, prepareDatabase } from "./prepare-database.ts";

/** A cell that was not prepared, and why. */
export interface UnpreparedCell {
  readonly name: string;
  readonly problem: string;
}

const PATIENCE_MS = 10_000;

/**
 * Brings the platform's database and then cell after cell up to this version. A cell that cannot be prepared does not stop
 * the others. Safe to repeat.
 * @param platformUrl the owner's address of the platform's database
 * @param cells the owner's addresses of the cells
 * @returns the cells that were not prepared
 * @throws StartupError if the platform's database cannot be prepared
 */
export async function prepareCells(
  platformUrl: string,
  cells: CellUrls,
  options: Omit<PrepareOptions, "places"> = {},
): Promise<readonly UnpreparedCell[]> {
  const platformRoles = await prepareDatabase(platformUrl, options);
  const unprepared: UnpreparedCell[] = [];
  for (const [name, url] of cells) {
    try {
      await requireCell(url, name, options.patienceMs ?? PATIENCE_MS);
      const place = await cellSchemaOf(url, PATIENCE_MS);
      await prepareDatabase(url, { ...options, places: [place], given: loginsAt(url, name, platformRoles) });
    } catch (error) {
      unprepared.push({ name, problem: (error as Error).message });
    }
  }
  return unprepared;
}

/** The addresses of the roles in a cell, with their logins of the platform. */
export function loginsAt(url: string, name: string, platformRoles: RoleUrls): RoleUrls {
  const at = (role: Role): string => cellUrlsOnlyAs(new Map([[name, url]]), platformRoles[role]).get(name) ?? url;
  return { app: at("app"), worker: at("worker"), verify: at("verify") };
}

/** Otherwise a wrong address would make tables in a database that has another purpose. */
async function requireCell(url: string, name: string, patienceMs: number): Promise<void> {
  const owner = await connectOwner(url, patienceMs);
  try {
    const actual = await cellNameOf(owner);
    if (actual === name) return;
    const is = actual === null ? "is no cell yet" : `is the cell ${actual}`;
    throw new StartupError(
      `The database ${is}. Add it with scrip cells add ${name} postgres://..., or correct SCRIP_CELLS.`,
    );
  } finally {
    await owner.end();
  }
}

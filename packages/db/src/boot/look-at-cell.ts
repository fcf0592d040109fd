import { cellRowOf } from "./cell-database.ts";
import { connectOwner } from "./connect-owner.ts";
import { schemaVersionAt } from "./schema-check.ts";

/** What the database at an address says of itself. */
export interface LookedAtCell {
  /** `null` if it is no cell. */
  readonly cell: string | null;
  /** 0 if it is no cell. */
  readonly epoch: number;
  /** The last migration of its organizations' home. */
  readonly schemaVersion: string | null;
}

/**
 * Asks a database, as its owner, which cell it is.
 * @param patienceMs how long to wait for a server that is starting
 */
export async function lookAtCell(ownerUrl: string, patienceMs: number): Promise<LookedAtCell> {
  const owner = await connectOwner(ownerUrl, patienceMs);
  try {
    const cell = await cellRowOf(owner);
    const schemaVersion = await schemaVersionAt(owner, ["organizations"]);
    return { cell: cell?.name ?? null, epoch: Number(cell?.epoch ?? 0), schemaVersion };
  } finally {
    await owner.end();
  }
}

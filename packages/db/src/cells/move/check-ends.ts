import { rightsToCopy } from "../owner-rights.ts";
import type { CellSession } from "./cell-session.ts";
import { MoveRefused } from "./move-refused.ts";
import { type MovedTable, movedTables } from "./moved-tables.ts";
import { type Ends, isOf } from "./table-copy.ts";

/** Checks that the address of a cell leads to that cell, and that the owner may copy its rows. @throws MoveRefused */
export async function requireCell(session: CellSession): Promise<void> {
  const { cell, query } = session;
  const [identity] = await query({ text: "SELECT name FROM cell", values: [] });
  if (identity?.name !== cell)
    throw new MoveRefused(
      "wrong_database",
      `The address of the cell ${cell} leads to ${identity === undefined ? "a database that is no cell" : `the cell ${String(identity.name)}`}. Correct SCRIP_CELLS.`,
    );
  const { owner, statements } = await rightsToCopy(query);
  if (statements.length > 0)
    throw new MoveRefused(
      "rights_missing",
      `The owner ${owner} of the cell ${cell} may not copy the rows of an organization as they are. Run as an administrator: ${statements.join("; ")}`,
    );
}

/**
 * Checks that both cells have the same tables and columns.
 * @returns the tables
 * @throws MoveRefused `schema_differs`
 */
export async function commonTables({ source, target }: Pick<Ends, "source" | "target">): Promise<MovedTable[]> {
  const [there, here] = await Promise.all([movedTables(source), movedTables(target)]);
  const shapes = (tables: readonly MovedTable[]) => new Map(tables.map(({ name, shape }) => [name, shape]));
  const left = shapes(there);
  const right = shapes(here);
  const different = [...new Set([...left.keys(), ...right.keys()])].filter(
    (name) => left.get(name) !== right.get(name),
  );
  if (different.length > 0)
    throw new MoveRefused(
      "schema_differs",
      `The cells ${source.cell} and ${target.cell} have different versions of the schema (${different.join(", ")}). Upgrade both cells, then move the organization.`,
    );
  return there;
}

/** Checks that the target has every version of the catalog that the source has. @throws MoveRefused `catalog_behind` */
export async function requireCatalog({ source, target }: Pick<Ends, "source" | "target">): Promise<void> {
  const versions = async ({ query, schema }: CellSession) => {
    const rows = await query({
      text: `SELECT number, encode(hash, 'hex') AS hash FROM ${schema}.catalog_copies`,
      values: [],
    });
    return new Map(rows.map(({ number, hash }) => [Number(number), hash]));
  };
  const [there, here] = await Promise.all([versions(source), versions(target)]);
  const missing = [...there].filter(([number, hash]) => here.get(number) !== hash).map(([number]) => number);
  if (missing.length > 0)
    throw new MoveRefused(
      "catalog_behind",
      `The cell ${target.cell} does not have version ${missing.join(", ")} of the catalog as the cell ${source.cell} has it. Let a worker copy the catalog, then move the organization.`,
    );
}

/**
 * Makes the organization's row in the target, which says that the organization still lives in the source, or takes over
 * the row of an earlier stay.
 * @returns the number of the last entry that the target has from that stay, 0 if it has none
 * @throws MoveRefused `history_differs` if the ledger there is not the beginning of the one here
 */
export async function beginArrival(ends: Ends): Promise<string> {
  const { source, target, orgId } = ends;
  const [row] = await target.query({
    text: `SELECT seq::text AS seq, encode(hash, 'hex') AS hash, moved_to FROM ${target.schema}.organizations t WHERE ${isOf(ends)}`,
    values: [],
  });
  if (row === undefined) {
    await insertHead(ends);
    return "0";
  }
  if (row.moved_to === null) throw historyDiffers(ends);
  await requireBeginning(ends, { seq: String(row.seq), hash: String(row.hash) });
  await target.query({
    text: `UPDATE ${target.schema}.organizations SET moved_to = $2 WHERE org_id = $1`,
    values: [orgId, source.cell],
  });
  return String(row.seq);
}

/**
 * Checks that a ledger in the target is the beginning of the one in the source.
 * @param head its last entry, with the hash in hex
 * @throws MoveRefused `history_differs`
 */
export async function requireBeginning(
  ends: Ends,
  { seq, hash }: { readonly seq: string; readonly hash: string },
): Promise<void> {
  if (!(await hasEntry(ends, seq, hash))) throw historyDiffers(ends);
}

function historyDiffers({ source, target, orgId }: Ends): MoveRefused {
  return new MoveRefused(
    "history_differs",
    `The cell ${target.cell} has an organization ${orgId} with a history that is not the beginning of the one in the cell ${source.cell}. Compare both with \`scrip verify --org\`; if the cell ${target.cell} was restored from a backup, reconcile it first.`,
  );
}

const NO_HASH = "0".repeat(64);

async function hasEntry(ends: Ends, seq: string, hash: string): Promise<boolean> {
  if (seq === "0") return hash === NO_HASH;
  const rows = await ends.source.query({
    text: `SELECT FROM ${ends.source.schema}.entries t WHERE ${isOf(ends)} AND t.seq = $1 AND t.hash = decode($2, 'hex')`,
    values: [seq, hash],
  });
  return rows.length === 1;
}

/** A head without entries. Each round of copying ends with the head of its snapshot. */
async function insertHead(ends: Ends): Promise<void> {
  const { source, target } = ends;
  const [row] = await source.query({
    text: `SELECT name, created_at::text AS at, catalog_version, plan FROM ${source.schema}.organizations t WHERE ${isOf(ends)}`,
    values: [],
  });
  if (row === undefined)
    throw new MoveRefused("organization_not_found", `The cell ${source.cell} has no organization ${ends.orgId}.`);
  await target.query({
    text: `INSERT INTO ${target.schema}.organizations
        (org_id, name, created_at, catalog_version, plan, seq, at, hash, available, reserved, owed, moved_to)
      VALUES ($1, $2, $3, $4, $5, 0, $3, decode($6, 'hex'), 0, 0, 0, $7)`,
    values: [ends.orgId, row.name, row.at, row.catalog_version, row.plan, NO_HASH, source.cell],
  });
}

import type { CellSource, OrganizationsSource, OrganizationsTx } from "./home-source.ts";
import { isAway } from "./in-home.ts";
import { organizationMoved } from "./routing.ts";
import { unlessItHangs } from "./unless-it-hangs.ts";
import { within } from "./within.ts";

/** A look-up follows organizations that move so often. */
const MOST_ROUNDS = 4;

/** What a look-up over organizations does about a cell that does not answer. */
export interface LookUpOptions {
  /** `leave_out` answers without the organizations of that cell; `throw` throws its error. */
  readonly ifAway: "leave_out" | "throw";
  /** Receives the organizations that were left out. */
  readonly onAway?: (orgIds: readonly string[]) => void;
  /** A cell that takes longer counts as one that does not answer. */
  readonly limitMs?: number;
}

/**
 * Looks something up for several organizations: one transaction in each of their cells, which sees the organizations that
 * live there.
 * @param read receives some of the organizations. It must name them in its statement.
 * @returns the rows of all cells
 */
export async function inOrganizations<Row>(
  organizations: OrganizationsSource,
  orgIds: readonly string[],
  read: Read<Row>,
  options: LookUpOptions,
): Promise<Row[]> {
  const { ifAway, onAway } = options;
  const rows: Row[] = [];
  let left = [...new Set(orgIds)];
  for (let round = 1; left.length > 0; round += 1) {
    if (round > MOST_ROUNDS) throw organizationMoved(left.join(", "), undefined);
    const moved: string[] = [];
    const groups = await organizations.located(left);
    const inCells = await Promise.all(
      groups.map((group) =>
        readOrFail(group, read, options).catch((error: unknown) => {
          if (ifAway === "throw" || !isAway(error)) throw error;
          onAway?.(group.orgIds);
          return { rows: [], moved: [] };
        }),
      ),
    );
    for (const each of inCells) {
      rows.push(...each.rows);
      moved.push(...each.moved);
    }
    for (const orgId of moved) organizations.forget(orgId);
    left = moved;
  }
  return rows;
}

/** Some organizations, and the cell where they live. */
interface Group {
  readonly cell: CellSource;
  readonly orgIds: readonly string[];
}

type Read<Row> = (tx: OrganizationsTx, orgIds: readonly string[]) => Promise<readonly Row[]>;

interface Found<Row> {
  readonly rows: readonly Row[];
  readonly moved: readonly string[];
}

async function readOrFail<Row>(group: Group, read: Read<Row>, { ifAway, limitMs }: LookUpOptions): Promise<Found<Row>> {
  if (ifAway === "leave_out") return unlessItHangs(group.cell.watch, () => readInCell(group, read), limitMs);
  return limitMs === undefined ? readInCell(group, read) : within(limitMs, readInCell(group, read));
}

function readInCell<Row>({ cell, orgIds }: Group, read: Read<Row>): Promise<Found<Row>> {
  return cell.transaction(async (tx) => {
    await tx.query("SELECT set_config('scrip.org_ids', $1::uuid[]::text, true)", [orgIds]);
    const moved = await tx.query<{ orgId: string }[]>(
      `SELECT org_id AS "orgId" FROM organizations WHERE org_id = ANY ($1) AND moved_to IS NOT NULL`,
      [orgIds],
    );
    const away = new Set(moved.map(({ orgId }) => orgId));
    const here = orgIds.filter((orgId) => !away.has(orgId));
    return { rows: here.length === 0 ? [] : await read(tx, here), moved: [...away] };
  });
}

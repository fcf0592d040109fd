import type { Instant } from "@scrip/domain/ledger";
import { listCells } from "../../../cells/list-cells.ts";
import type { ListedCellRow } from "../../../cells/listed-cell.entity.ts";
import type { CellCondition, CellState } from "../../../connection/cell-guard.ts";
import type { OrganizationsSource, PlatformSource } from "../../../connection/home-source.ts";
import { type MoveSeen, movesUnderWay } from "./moves-under-way.ts";
import { type Reach, reachCell } from "./reach-cell.ts";

/** A cell, as the platform lists it, with what this process finds out about it now. */
export interface CellSeen {
  /** `null` for the database of a deployment that names no cells: then only `condition` is known. */
  readonly name: string | null;
  readonly state: ListedCellRow["state"];
  readonly isFirst: boolean;
  /** The greatest epoch that is known; `null` without a name. */
  readonly epoch: number | null;
  readonly condition: CellCondition;
  /** Why this process does not serve it, for operators; `null` if it does. */
  readonly why: string | null;
  /** What the workers last reported; `null` before the first report. */
  readonly report: CellReport | null;
}

/** What a worker reports of a cell. */
export interface CellReport {
  readonly at: Instant;
  readonly organizations: number;
  readonly entriesPerSecond: number;
  readonly oldestDueAt: Instant | null;
  readonly schemaVersion: string | null;
}

/** All cells, and the organizations that move between them. */
export interface CellsSeen {
  readonly cells: readonly CellSeen[];
  readonly moves: readonly MoveSeen[];
}

/**
 * Reads the platform's list of cells, and asks each cell at the same time whether it serves.
 * @param states what the process knows of its cells
 */
export async function cellsSeen(
  organizations: OrganizationsSource,
  platform: PlatformSource,
  states: () => readonly CellState[],
): Promise<CellsSeen> {
  const isNamed = organizations.cells.some(({ cell }) => cell !== null);
  const [reaches, listed, moves] = await Promise.all([
    Promise.all(organizations.cells.map(async (cell) => [cell.cell, await reachCell(cell, states)] as const)),
    isNamed ? listCells(platform) : [],
    isNamed ? movesUnderWay(platform) : [],
  ]);
  const byName = new Map(reaches);
  const unnamed = byName.get(null);
  if (unnamed !== undefined) return { cells: [{ ...ONLY, ...unnamed }], moves };
  const cells = listed.map((row) => {
    const { name, state, isFirst } = row;
    const reach = byName.get(name) ?? UNKNOWN;
    return { ...reach, name, state, isFirst, epoch: Math.max(row.epoch, reach.epoch ?? 0), report: reportOf(row) };
  });
  return { cells, moves };
}

/** The cell of a deployment that names none. */
const ONLY = { name: null, state: "open", isFirst: true, report: null } as const;

const UNKNOWN: Reach = {
  condition: "unknown",
  why: "SCRIP_CELLS of this process does not name it. Add its address there, and restart the process.",
  epoch: null,
};

function reportOf({ reportedAt, oldestDueAt, ...row }: ListedCellRow): CellReport | null {
  if (reportedAt === null) return null;
  const { organizations, entriesPerSecond, schemaVersion } = row;
  const instants = { at: reportedAt.getTime(), oldestDueAt: oldestDueAt?.getTime() ?? null };
  return { ...instants, organizations, entriesPerSecond, schemaVersion };
}

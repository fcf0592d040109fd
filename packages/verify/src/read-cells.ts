import { ofCell, type Places } from "./cells.ts";
import { readRows, text } from "./read.ts";

/** Where organizations live, as the cells and the directory have it. */
export interface CellRows {
  /** The cells that the platform lists. */
  readonly listed: readonly { readonly name: string; readonly isFirst: boolean }[];
  /** The cells that are verified. */
  readonly given: readonly string[];
  /** The row of each organization in each cell. */
  readonly rows: readonly {
    readonly orgId: string;
    readonly cell: string;
    /** `null` in the cell where it lives. */
    readonly movedTo: string | null;
  }[];
  /** The cell of each registered organization; `null` for the first one. */
  readonly directory: ReadonlyMap<string, string | null>;
  readonly moving: ReadonlySet<string>;
}

/** Reads where organizations live. A move between the reads looks like a contradiction: the caller reads again. */
export async function readCellRows({ cells, platform, moving }: Places): Promise<CellRows> {
  const listed = await readRows(platform, "SELECT name, is_first FROM cells ORDER BY name", []);
  const inCells = await Promise.all(
    cells.map(async (cell) => {
      const { name, pool, arrived } = cell;
      const here = new Set(arrived);
      const rows = await ofCell(cell, () => readRows(pool, "SELECT org_id, moved_to FROM organizations", []));
      return rows.map(([id, movedTo]) => {
        const orgId = text(id);
        return { orgId, cell: name ?? "", movedTo: here.has(orgId) ? null : (movedTo ?? null) };
      });
    }),
  );
  const directory = await readRows(platform, "SELECT org_id, cell FROM organization_registry", []);
  return {
    listed: listed.map(([name, isFirst]) => ({ name: text(name), isFirst: isFirst === "t" })),
    given: cells.map(({ name }) => name ?? ""),
    rows: inCells.flat(),
    directory: new Map(directory.map(([orgId, cell]) => [text(orgId), cell ?? null])),
    moving,
  };
}

import { checkCell } from "@scrip/db/boot";
import { type CellUrls, cellUrlsOnlyAs } from "@scrip/db/cells";
import { type CellSource, type CellState, cellOf } from "@scrip/db/connection";
import { openDataSource } from "@scrip/db/schema";
import { type Finding, fault, ok } from "./finding.ts";
import { lookAtServer } from "./look-at-server.ts";

/** What is looked at of the cells of a deployment. */
export interface Cells {
  /** As the owner. */
  readonly sources: readonly CellSource[];
  /** What opening them showed. */
  readonly states: readonly CellState[];
  readonly urls: CellUrls;
  /** The addresses of the roles in the platform. Each role has the same login in every cell. */
  readonly roles: { readonly app: string; readonly worker: string };
}

/** Looks at the server and the roles of each cell. A cell that does not serve is one finding. */
export async function lookAtCells(cells: Cells): Promise<readonly Finding[]> {
  const found = await Promise.all(cells.states.map((state) => lookAtCell(cells, state)));
  return found.flat();
}

async function lookAtCell(cells: Cells, { cell, condition, why }: CellState): Promise<readonly Finding[]> {
  const source = cells.sources.find((each) => each.cell === cell);
  if (condition === "unknown" || source === undefined)
    return [fault(`cell ${cell}`, "The platform lists it, and SCRIP_CELLS has no address of it.", ADDRESS)];
  if (condition !== "serving")
    return [fault(`cell ${cell}`, `It does not serve: ${why ?? "it does not answer"}`, advice(condition))];
  const ofServer = (await lookAtServer(source, Date.now)).map((finding) => ({
    ...finding,
    about: `${finding.about} of cell ${cell}`,
  }));
  return [...ofServer, await roleIn(cells, cell, "API", "app"), await roleIn(cells, cell, "worker", "worker")];
}

const ADDRESS = "Add its address to SCRIP_CELLS of every process and of this command.";

function advice(condition: CellState["condition"]): string {
  if (condition === "away")
    return "Start its server, or correct its address in SCRIP_CELLS. The other cells serve meanwhile.";
  return "Do what the message says. The other cells serve meanwhile (docs/scale-out.md).";
}

/** Connects as a process does, with the checks of its start. */
async function roleIn(cells: Cells, cell: string, title: string, role: "app" | "worker"): Promise<Finding> {
  const about = `role of the ${title} in cell ${cell}`;
  const url = cellUrlsOnlyAs(cells.urls, cells.roles[role]).get(cell) ?? "";
  try {
    const dataSource = await openDataSource(url, { applicationName: "scrip-doctor", poolSize: 1 });
    try {
      await checkCell(cellOf(dataSource, cell));
    } finally {
      await dataSource.destroy();
    }
    return ok(about, "It passes the checks of a start.");
  } catch (error) {
    const migrate = "Run the migrations of this version with SCRIP_CELLS: node tooling/startup/src/migrate.ts.";
    return fault(about, (error as Error).message, migrate);
  }
}

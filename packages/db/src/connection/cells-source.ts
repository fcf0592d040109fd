import { sumConnections } from "./connections.ts";
import { TransientError } from "./errors.ts";
import type { CellSource, OrganizationsSource } from "./home-source.ts";
import { askWhere } from "./require-here.ts";
import { type Routes, routed, type WhereIs } from "./routing.ts";

const RETRY_AFTER_MS = 5_000;

/** The organizations' home of a deployment with several cells. Each unit of work goes to the cell of its organization. */
export function routingSource(cells: readonly CellSource[], whereIs: WhereIs): OrganizationsSource {
  const byName = new Map(cells.map((cell) => [cell.cell, cell]));
  const routes: Routes<CellSource> = {
    whereIs,
    cellNamed: (name) => byName.get(name) ?? withoutAddress(name),
    ask: (cell, orgId) => askWhere(({ text, values }) => cell.query(text, [...values]), orgId),
  };
  return {
    home: "organizations",
    cells,
    route: (orgId, unit) => routed(routes, orgId, unit),
    located: async (orgIds) => {
      const places = await Promise.all(
        orgIds.map(async (orgId) => ({ orgId, cell: routes.cellNamed(await whereIs.cellOf(orgId)) })),
      );
      const groups = Map.groupBy(places, ({ cell }) => cell);
      return [...groups].map(([cell, inCell]) => ({ cell, orgIds: inCell.map(({ orgId }) => orgId) }));
    },
    forget: (orgId) => whereIs.learn(orgId, null),
    connections: () => sumConnections(cells.map((cell) => cell.connections())),
  };
}

/** A cell that the platform lists and this process does not know: it is away, as one that does not answer. */
function withoutAddress(name: string): CellSource {
  const refuse = async (): Promise<never> => unknownCell(name);
  return {
    home: "organizations",
    cell: name,
    repository: () => unknownCell(name),
    query: refuse,
    transaction: refuse,
    snapshot: refuse,
    openPool: () => unknownCell(name),
    connections: () => ({ open: 0, busy: 0, awaited: 0 }),
    serves: () => false,
    watch: null,
  };
}

/** @throws TransientError: another process may know the cell, and this one will after its next start */
export function unknownCell(name: string): never {
  throw new TransientError(
    "unavailable",
    `The database of this organization, the cell ${name}, is not among the cells of this process. Try again later.`,
    RETRY_AFTER_MS,
  );
}

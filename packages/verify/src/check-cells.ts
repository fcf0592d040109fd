import type { PeopleFinding } from "./check-people.ts";
import type { CellRows } from "./read-cells.ts";

/**
 * L36: an organization lives in exactly one cell, where the directory says. What is moving right now may be in neither
 * place or not yet in the directory; it lives in at most one all the same. An organization without any row is none of
 * these findings: its registration leads nowhere (L28).
 */
export function checkCells({ listed, given, rows, directory, moving }: CellRows): PeopleFinding[] {
  const found: PeopleFinding[] = [];
  const add = (names: readonly string[], message: string) => found.push({ invariant: "L36", rows: names, message });
  const first = listed.find(({ isFirst }) => isFirst)?.name ?? null;
  const known = new Set(listed.map(({ name }) => name));
  for (const name of given) if (!known.has(name)) add([`cell ${name}`], "the platform does not list it");
  for (const [orgId, places] of Map.groupBy(rows, (row) => row.orgId)) {
    const names = [`organization ${orgId}`];
    const homes = [...new Set(places.filter(({ movedTo }) => movedTo === null).map(({ cell }) => cell))];
    const [home] = homes;
    if (homes.length > 1) add([...names, ...homes.map(cellNamed)], `it lives in ${homes.length} cells`);
    if (moving.has(orgId) || homes.length > 1) continue;
    if (home === undefined) {
      const says = places.map(({ cell, movedTo }) => `its row in ${cell} leads to ${movedTo}`).join(", ");
      add([...names, ...places.map(({ cell }) => cellNamed(cell))], `it lives in no cell: ${says}`);
      continue;
    }
    if (!directory.has(orgId)) continue;
    const said = directory.get(orgId) ?? first;
    if (said !== home) add([...names, cellNamed(home)], `the directory says that it lives in ${said}`);
  }
  return found;
}

function cellNamed(cell: string): string {
  return `cell ${cell}`;
}

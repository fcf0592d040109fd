import { areNamed, type Places, placesOf, type VerifyCells } from "./cells.ts";
import { checkCells } from "./check-cells.ts";
import { checkCodes } from "./check-codes.ts";
import { findInCounters } from "./check-counters.ts";
import { checkPeople, inBoth, type PeopleFinding } from "./check-people.ts";
import { checkPlatform } from "./check-platform.ts";
import { checkDocuments } from "./documents/check-documents.ts";
import { readDocuments } from "./documents/read-documents.ts";
import type { Report } from "./finding.ts";
import { checkRegistry } from "./payments/check-registry.ts";
import { readRegistry } from "./payments/read-registry.ts";
import { readCellRows } from "./read-cells.ts";
import { readCodes } from "./read-codes.ts";
import { readPeople } from "./read-people.ts";
import { hasPlatform, readPlatform } from "./read-platform.ts";

/** A contradiction counts if so many reads show it. Between cells an organization may move during several reads. */
const READS = { one: 2, cells: 4 };

/** Checks that compare the rows of all cells with each other and with the platform. */
const CHECKS: readonly ((places: Places) => Promise<PeopleFinding[]>)[] = [
  findInPlatform,
  async (places) => checkPeople(await readPeople(places)),
  async (places) => checkCodes(await readCodes(places)),
  async (places) => checkRegistry(await readRegistry(places)),
  async (places) => checkDocuments(await readDocuments(places)),
  findInCounters,
];

/** Reports what contradicts itself between the cells and the platform, or within the platform. */
export async function checkHomes(homes: VerifyCells, report: Report): Promise<void> {
  if (!(await hasPlatform(homes.platform))) return;
  const checks = areNamed(homes.cells) ? [...CHECKS, findInCells] : CHECKS;
  for (const check of checks)
    for (const { invariant, rows, message } of await confirmed(homes, check)) report(invariant, rows, message);
}

/** The contradictions that several reads show. A change between two homes shows in one read only. */
async function confirmed(
  homes: VerifyCells,
  check: (places: Places) => Promise<PeopleFinding[]>,
): Promise<PeopleFinding[]> {
  const most = areNamed(homes.cells) ? READS.cells : READS.one;
  let found = await check(await placesOf(homes));
  for (let reads = 1; reads < most && found.length > 0; reads += 1)
    found = inBoth(found, await check(await placesOf(homes)));
  return found;
}

async function findInPlatform(places: Places): Promise<PeopleFinding[]> {
  const found: PeopleFinding[] = [];
  checkPlatform(await readPlatform(places), (invariant, names, message) =>
    found.push({ invariant, rows: names, message }),
  );
  return found;
}

async function findInCells(places: Places): Promise<PeopleFinding[]> {
  return checkCells(await readCellRows(places));
}

import { listCells } from "../cells/list-cells.ts";
import { markDone, type PlatformWork } from "../claims/claim.ts";
import { unknownCell } from "../connection/cells-source.ts";
import type { CellSource, Homes, PlatformSource } from "../connection/home-source.ts";
import { acrossOrganizations, isAway } from "../connection/in-home.ts";
import { CatalogCopyEntity } from "./catalog-copy.entity.ts";
import { CatalogMoveCopyEntity, CatalogMoveEntity, type CatalogMoveRow } from "./catalog-move.entities.ts";
import { CatalogVersionEntity, type CatalogVersionRow } from "./catalog-version.entity.ts";

/**
 * Copies a published version to every cell, with the decision that subscribers move to it, and marks the claim as done.
 * Safe to repeat. A cell that is away delays the others not; the claim stays until each cell has its copy.
 * @throws Error if no version with this number is published
 * @throws the error of the first cell that did not get its copy
 */
export async function copyCatalog(homes: Homes, number: number): Promise<void> {
  const { failure } = await copyToCells(homes, number);
  if (failure !== null) throw failure;
}

/**
 * Does the same for a caller that needs the version now: organizations of the cells that have their copy can use it, and
 * the worker copies it to a cell that is away.
 * @throws the error of the first cell that did not get its copy, if no cell did or if it is not away
 */
export async function copyCatalogNow(homes: Homes, number: number): Promise<void> {
  const { copied, failure } = await copyToCells(homes, number);
  if (failure !== null && (copied === 0 || !isAway(failure))) throw failure;
}

/** Copies one version to a cell that may not have it yet. Safe to repeat. */
export async function copyVersionTo(cell: CellSource, platform: PlatformSource, number: number): Promise<void> {
  const version = await platform.repository(CatalogVersionEntity).findOneByOrFail({ number });
  await copyRows(cell, version, await platform.repository(CatalogMoveEntity).findOneBy({ version: number }));
}

/** Copies every published version to a cell that lacks some. Safe to repeat. @returns the number of versions */
export async function copyVersionsTo(cell: CellSource, platform: PlatformSource): Promise<number> {
  const versions = await platform.repository(CatalogVersionEntity).find({ order: { number: "ASC" } });
  const moves = new Map((await platform.repository(CatalogMoveEntity).find()).map((move) => [move.version, move]));
  for (const version of versions) await copyRows(cell, version, moves.get(version.number) ?? null);
  return versions.length;
}

async function copyToCells(homes: Homes, number: number): Promise<{ copied: number; failure: unknown }> {
  const { cells } = homes.organizations;
  const settled = await Promise.allSettled(cells.map((cell) => copyVersionTo(cell, homes.platform, number)));
  const failed = settled.find((each) => each.status === "rejected");
  const copied = settled.filter((each) => each.status === "fulfilled").length;
  if (failed !== undefined) return { copied, failure: failed.reason };
  const unknown = await firstUnknown(homes);
  if (unknown !== null) return { copied, failure: unknown };
  await markDone(homes.platform, copyOf(number));
  return { copied, failure: null };
}

/** A cell may have been added after this process started. Another process copies the version there. */
async function firstUnknown({ organizations, platform }: Homes): Promise<unknown> {
  const known = new Set(organizations.cells.map(({ cell }) => cell));
  const listed = await listCells(platform);
  const missing = listed.find(({ name, isFirst }) => !known.has(name) && !(isFirst && known.has(null)));
  if (missing === undefined) return null;
  try {
    return unknownCell(missing.name);
  } catch (error) {
    return error;
  }
}

async function copyRows(cell: CellSource, version: CatalogVersionRow, move: CatalogMoveRow | null): Promise<void> {
  await acrossOrganizations(cell, async (tx) => {
    await tx.repository(CatalogCopyEntity).createQueryBuilder().insert().values(version).orIgnore().execute();
    if (move !== null)
      await tx.repository(CatalogMoveCopyEntity).createQueryBuilder().insert().values(move).orIgnore().execute();
  });
}

/** The platform's due work of a version that may not be copied yet. */
export function copyOf(number: number): PlatformWork {
  return { kind: "copy_catalog", ref: `${number}` };
}

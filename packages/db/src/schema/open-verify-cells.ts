import type { Pool } from "pg";
import { cellUrlsOnlyAs, withLoginOf } from "../cells/cell-name.ts";
import type { CellGuard } from "../connection/cell-guard.ts";
import { openReadPool } from "../connection/read-pool.ts";
import type { VerifyCells } from "../connection/verify-cells.ts";
import type { HomeUrls } from "./open-homes.ts";

/** Open pools of the role that reads all organizations. */
export interface OpenVerifyCells extends VerifyCells {
  /** All pools, each one once. */
  readonly pools: readonly Pool[];
  close(): Promise<void>;
}

/**
 * Opens a pool for each cell, and one for the platform if the deployment names its cells. A pool connects at its first use.
 * @param urls `organizations` is the address of the role, whose login is used at every address
 * @param guard of the homes of the process, if it has them
 */
export function openVerifyCells(
  { organizations, platform, cells }: HomeUrls,
  guard: CellGuard | null = null,
): OpenVerifyCells {
  if (cells === undefined) {
    const pool = openReadPool(organizations);
    return { cells: [{ name: null, pool }], platform: pool, pools: [pool], close: () => pool.end() };
  }
  const ofCells = [...cellUrlsOnlyAs(cells, organizations)].map(([name, url]) => ({
    name,
    pool: openReadPool(url, guard?.verifierOf(name)),
    ...(guard !== null && { watch: guard.watchOf(name) }),
  }));
  const ofPlatform = openReadPool(platform === undefined ? organizations : withLoginOf(platform, organizations));
  const pools = [ofPlatform, ...ofCells.map(({ pool }) => pool)];
  const close = async (): Promise<void> => {
    await Promise.all(pools.map((pool) => pool.end()));
  };
  return { cells: ofCells, platform: ofPlatform, pools, close };
}

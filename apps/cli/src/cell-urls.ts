import type { CellUrls } from "@scrip/db/cells";
import { CouldNotRun } from "./could-not-run.ts";
import type { Env } from "./env.ts";

/**
 * The addresses of the cells in SCRIP_CELLS, for a role. An address without a login gets that of the role.
 * @param roleUrl the role's address of the platform's database
 * @returns `undefined` if the variable is not set
 * @throws CouldNotRun that says what is wrong
 */
export async function cellUrlsOf({ cells }: Pick<Env, "cells">, roleUrl: string): Promise<CellUrls | undefined> {
  if (cells === undefined) return undefined;
  const { cellUrlsAs, parseCells } = await import("@scrip/db/cells");
  try {
    return cellUrlsAs(parseCells(cells), roleUrl);
  } catch (error) {
    throw new CouldNotRun(`SCRIP_CELLS ${(error as Error).message}.`);
  }
}

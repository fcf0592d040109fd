import type { Catalog } from "@scrip/domain/catalog";
import type { Console } from "../console.ts";
import { CouldNotRun } from "../could-not-run.ts";

/**
 * The catalog that SCRIP_CATALOG names, as the code has it.
 * @throws CouldNotRun that names what is wrong
 */
export async function catalogOf({ env }: Console): Promise<Catalog> {
  const { findCatalog } = await import("@scrip/usecases/catalog/find-catalog");
  try {
    return await findCatalog(env.catalog);
  } catch (error) {
    throw new CouldNotRun((error as Error).message);
  }
}

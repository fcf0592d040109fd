import type { HomeUrls } from "@scrip/db/schema";
import { cellUrlsOf } from "./cell-urls.ts";
import type { Env } from "./env.ts";

/**
 * Where a command finds both homes, as one role.
 * @param url the role's address of the database: of the platform's, if SCRIP_CELLS names cells
 * @throws CouldNotRun if SCRIP_CELLS is wrong
 */
export async function homeUrlsOf(env: Env, url: string): Promise<HomeUrls> {
  return { organizations: url, platform: env.platformDatabaseUrl, cells: await cellUrlsOf(env, url) };
}

import { type PlatformSource, platformOf } from "../connection/home-source.ts";
import { openDataSource } from "./data-source.ts";

/** Opens the platform's home alone, on one connection, for commands about cells: a cell may not be listed yet, or away. */
export async function openPlatform(
  url: string,
  applicationName: string,
): Promise<{ readonly platform: PlatformSource; close(): Promise<void> }> {
  const dataSource = await openDataSource(url, { applicationName, poolSize: 1 });
  return { platform: platformOf(dataSource), close: () => dataSource.destroy() };
}

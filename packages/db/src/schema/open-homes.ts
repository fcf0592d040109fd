import { type Homes, homesOf, type OrganizationsSource } from "../connection/home-source.ts";
import { type DataSourceOptions, openDataSource } from "./data-source.ts";

/** The database addresses of the homes. */
export interface HomeUrls {
  readonly organizations: string;
  /** If not given, the platform's home is in the same database and schema as the organizations' home. */
  readonly platform?: string | undefined;
}

/** The pools of a process. */
export interface OpenHomes extends Homes {
  /** Whether both homes are in one database and schema, on one pool. */
  readonly isOnePool: boolean;
  close(): Promise<void>;
}

/** A further pool of the organizations' home, for one purpose. */
export async function openOrganizations(
  url: string,
  options: DataSourceOptions,
): Promise<{ readonly source: OrganizationsSource; close(): Promise<void> }> {
  const dataSource = await openDataSource(url, options);
  return { source: homesOf(dataSource).organizations, close: () => dataSource.destroy() };
}

/** Opens a pool for each home, or one pool if both homes have the same address. */
export async function openHomes(urls: HomeUrls, options: DataSourceOptions): Promise<OpenHomes> {
  const organizations = await openDataSource(urls.organizations, options);
  if (urls.platform === undefined || urls.platform === urls.organizations)
    return { ...homesOf(organizations), isOnePool: true, close: () => organizations.destroy() };
  try {
    const platform = await openDataSource(urls.platform, options);
    const close = async (): Promise<void> => {
      await Promise.all([organizations.destroy(), platform.destroy()]);
    };
    return { ...homesOf(organizations, platform), isOnePool: false, close };
  } catch (error) {
    await organizations.destroy();
    throw error;
  }
}

import type { CellUrls } from "../cells/cell-name.ts";
import { CellsGuard } from "../cells/cells-guard.ts";
import { Directory } from "../cells/directory.ts";
import { listCells } from "../cells/list-cells.ts";
import { routingSource } from "../connection/cells-source.ts";
import {
  type CellSource,
  cellOf,
  type Homes,
  homesOf,
  type OrganizationsSource,
  onlyCell,
  platformOf,
} from "../connection/home-source.ts";
import type { WhereIs } from "../connection/routing.ts";
import { StartupError } from "../connection/startup-error.ts";
import { type DataSourceOptions, openDataSource } from "./data-source.ts";
import { type CellTerms, type OpenCell, openCell } from "./open-cell.ts";

/** The database addresses of the homes. */
export interface HomeUrls {
  readonly organizations: string;
  /** If not given, the platform's home is in the same database and schema as the organizations' home. */
  readonly platform?: string | undefined;
  /** The cells of the organizations' home. If not given, it is one database, at the address `organizations`. */
  readonly cells?: CellUrls | undefined;
}

/** The pools of a process. */
export interface OpenHomes extends Homes {
  /** Whether both homes are in one database and schema, on one pool. */
  readonly isOnePool: boolean;
  /** Says where organizations live; `null` without named cells. */
  readonly whereIs: WhereIs | null;
  /** Knows which cells serve; `null` without named cells. */
  readonly guard: CellsGuard | null;
  close(): Promise<void>;
}

/** How the homes of a process are opened. */
export interface HomesOptions extends DataSourceOptions {
  /** The interval at which the platform's list of cells is read again; 10 seconds if not given. */
  readonly watchMs?: number;
  /** Milliseconds of a clock that never goes back; that of the process if not given. */
  readonly steadyNow?: () => number;
}

const WATCH_MS = 10_000;

/** Checks that a cell may serve, with a connection of the process. */
export type CheckCell = (cell: CellSource) => Promise<void>;

/** Further pools of the organizations' home, for one purpose. */
export async function openOrganizations(
  urls: HomeUrls,
  options: DataSourceOptions,
  { whereIs, guard }: Pick<OpenHomes, "whereIs" | "guard">,
  check: CheckCell = async () => {},
): Promise<{ readonly source: OrganizationsSource; close(): Promise<void> }> {
  if (urls.cells === undefined || whereIs === null || guard === null) {
    const dataSource = await openDataSource(urls.organizations, options);
    return { source: onlyCell(cellOf(dataSource, null)), close: () => dataSource.destroy() };
  }
  const cells = openEach(urls.cells, { options, check, guard });
  return { source: routingSource(sourcesOf(cells), whereIs), close: () => closeAll(cells) };
}

/**
 * Opens a pool for each home, or one pool if both homes have the same address. Of named cells, one that does not answer
 * is opened later, at its next use.
 * @param check runs for each named cell before it serves
 * @throws StartupError if the platform does not list a cell
 */
export async function openHomes(
  urls: HomeUrls,
  options: HomesOptions,
  check: CheckCell = async () => {},
): Promise<OpenHomes> {
  if (urls.cells !== undefined) return openCells({ ...urls, cells: urls.cells }, options, check);
  const organizations = await openDataSource(urls.organizations, options);
  if (urls.platform === undefined || urls.platform === urls.organizations)
    return { ...homesOf(organizations), isOnePool: true, ...NO_CELLS, close: () => organizations.destroy() };
  try {
    const platform = await openDataSource(urls.platform, options);
    const close = async (): Promise<void> => {
      await Promise.all([organizations.destroy(), platform.destroy()]);
    };
    return { ...homesOf(organizations, platform), isOnePool: false, ...NO_CELLS, close };
  } catch (error) {
    await organizations.destroy();
    throw error;
  }
}

const NO_CELLS = { whereIs: null, guard: null } as const;

async function openCells(
  urls: HomeUrls & { readonly cells: CellUrls },
  options: HomesOptions,
  check: CheckCell,
): Promise<OpenHomes> {
  const dataSource = await openDataSource(urls.platform ?? urls.organizations, options);
  const platform = platformOf(dataSource);
  try {
    const listed = await listCells(platform);
    const unlisted = [...urls.cells.keys()].filter((name) => !listed.some((cell) => cell.name === name));
    if (unlisted.length > 0)
      throw new StartupError(
        `The platform does not list the cell ${unlisted.join(", ")}. Add it with \`scrip cells add\`, or remove it from SCRIP_CELLS.`,
      );
    const first = listed.find(({ isFirst }) => isFirst);
    if (first === undefined)
      throw new StartupError("The platform lists no first cell. Add one with `scrip cells add`.");
    const whereIs = new Directory(platform, first.name);
    const names = [...urls.cells.keys()];
    const steadyNow = options.steadyNow ?? (() => performance.now());
    const guard = new CellsGuard({ names, list: () => listCells(platform), steadyNow }, listed);
    const cells = openEach(urls.cells, { options, check, guard });
    // Open what answers now. A cell that is away opens at its next use.
    guard.watch(cells);
    await guard.refresh();
    const watch = setInterval(() => void guard.refresh(), options.watchMs ?? WATCH_MS).unref();
    const close = async (): Promise<void> => {
      clearInterval(watch);
      await Promise.all([closeAll(cells), dataSource.destroy()]);
    };
    const organizations = routingSource(sourcesOf(cells), whereIs);
    return { organizations, platform, isOnePool: false, whereIs, guard, close };
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
}

function openEach(urls: CellUrls, terms: Omit<CellTerms, "name" | "url">): readonly OpenCell[] {
  return [...urls].map(([name, url]) => openCell({ ...terms, name, url }));
}

function sourcesOf(cells: readonly OpenCell[]): readonly CellSource[] {
  return cells.map(({ source }) => source);
}

async function closeAll(cells: readonly OpenCell[]): Promise<void> {
  await Promise.all(cells.map((cell) => cell.close()));
}

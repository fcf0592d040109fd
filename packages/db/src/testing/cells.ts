import { hash, randomUUIDv7 } from "node:crypto";
import { tiered } from "@scrip/domain/catalog";
import { type Instant, priceBook } from "@scrip/domain/ledger";
import type { Finding } from "@scrip/verify/finding";
import { verifyCells } from "@scrip/verify/verify-ledger";
import type { DataSource } from "typeorm";
import { afterAll, inject } from "vitest";
import { publishCatalog } from "../catalog/publish-catalog.ts";
import type { CellUrls } from "../cells/cell-name.ts";
import type { Homes } from "../connection/home-source.ts";
import { type Role, roleUrls } from "../connection/roles.ts";
import type { Ledger, LedgerOptions } from "../ledger/ledger.ts";
import { openLedgers } from "../ledger/open-ledgers.ts";
import { finishOrganization } from "../organizations/create-organization.ts";
import { getOrganization, type Organization } from "../organizations/organizations.ts";
import { openDataSource } from "../schema/data-source.ts";
import { type HomeUrls, type OpenHomes, openHomes } from "../schema/open-homes.ts";
import { openVerifyCells } from "../schema/open-verify-cells.ts";
import { type HomeDatabase, homeOnOwnServer, homeOnServer, roleUrlsLike } from "./cell-databases.ts";
import type {} from "./global-setup.ts";
import { type OwnPostgres, startOwnPostgres } from "./own-postgres.ts";

/** The cells of a test. `a` is the first one. */
export const CELL_NAMES = ["a", "b"] as const;
export type CellName = (typeof CELL_NAMES)[number];

/** A platform and two cells, for one test file. */
export interface TestCells {
  /** The owner's addresses. */
  readonly owners: { readonly platformUrl: string; readonly cellUrls: CellUrls };
  /** Where a process of each role finds the platform and the cells. */
  readonly urls: Readonly<Record<Role, Required<HomeUrls> & { readonly platform: string; readonly cells: CellUrls }>>;
  /** The value of `SCRIP_CELLS` for a process of a role. */
  settingFor(role: Role): string;
  /** The servers, if each home has one of its own. */
  readonly servers: Readonly<Record<"platform" | CellName, OwnPostgres>> | null;
  /** Opens both homes as a process of a role, or as the owner; closed at the end of the file. */
  open(role: Role | "owner"): Promise<OpenHomes>;
  /** The owner's pool of a database, the same one at each call, for SQL of the test's own; closed at the end of the file. */
  owner(place: "platform" | CellName): Promise<DataSource>;
  /**
   * Opens the ledger of all cells as a process of the app does; closed at the end of the file.
   * @param homes the homes of the same process; if not given, those that the ledgers of this file share
   */
  openLedger(options?: Partial<Omit<LedgerOptions, "url">>, homes?: OpenHomes): Promise<Ledger>;
  /** Makes an organization with a unique name in this cell. */
  place(cell: CellName, options?: PlaceOptions): Promise<Organization>;
  /** The findings of `verify` over all cells and the platform; empty if everything is correct. */
  findings(orgIds?: readonly string[]): Promise<readonly Finding[]>;
}

/** What an organization begins with. */
export interface PlaceOptions {
  readonly orgId?: string;
  readonly clockAt?: Instant | null;
  /** If not given, a catalog that no rule reads. */
  readonly catalog?: string;
}

const CATALOG = JSON.stringify({ note: "a catalog that no rule reads" });
const PLACES = ["platform", ...CELL_NAMES] as const;

/** Where the databases of `testCells` are. */
export interface TestCellsOptions {
  /**
   * `one`: three databases on the server of the run, made in a moment. `own`: three servers, which the test may stop and
   * restart, made in a few seconds. `run`: the three servers of the project `cells`, which its files share.
   */
  readonly servers?: "one" | "own" | "run";
}

/**
 * Makes a platform and two cells for the test file that calls it, and removes them at the file's end. Call it once, at the
 * top of the file: `const cells = await testCells();`
 */
export async function testCells({ servers = "one" }: TestCellsOptions = {}): Promise<TestCells> {
  const databases = await makeDatabases(servers);
  const closing: (() => Promise<unknown>)[] = [];
  afterAll(async () => {
    for (const close of closing.reverse()) await close();
    await Promise.all(PLACES.map((place) => databases[place].remove()));
  });
  const pools = new Map<string, Promise<DataSource>>();
  const owner: TestCells["owner"] = (place) => {
    const known = pools.get(place);
    if (known !== undefined) return known;
    const pool = openDataSource(databases[place].ownerUrl, { applicationName: "scrip-test-owner" });
    closing.push(async () => (await pool).destroy());
    pools.set(place, pool);
    return pool;
  };
  const urls = {
    app: urlsOf(databases, "app"),
    worker: urlsOf(databases, "worker"),
    verify: urlsOf(databases, "verify"),
  };
  await nameCells(owner);
  const owners = {
    platformUrl: databases.platform.ownerUrl,
    cellUrls: cellUrls((cell) => databases[cell].ownerUrl),
  };
  const ofOwner = { organizations: owners.platformUrl, platform: owners.platformUrl, cells: owners.cellUrls };
  const open: TestCells["open"] = async (role) => {
    const homes = await openHomes(role === "owner" ? ofOwner : urls[role], { applicationName: `scrip-test-${role}` });
    closing.push(() => homes.close());
    return homes;
  };
  let apps: Promise<OpenHomes> | undefined;
  const app = (): Promise<OpenHomes> => {
    apps ??= open("app");
    return apps;
  };
  return {
    owners,
    urls,
    settingFor: (role) => [...urls[role].cells].map(([name, url]) => `${name}=${url}`).join(","),
    servers: serversOf(databases),
    open,
    owner,
    openLedger: async (options = {}, homes) => {
      const books = { ensure: async () => {}, book: (version: number) => priceBook(version, tiered) };
      const ledger = openLedgers(urls.app, homes ?? (await app()), { books, lanes: 2, ...options });
      closing.push(() => ledger.close());
      return ledger;
    },
    place: async (cell, options) => placeIn(await app(), await owner("platform"), cell, options),
    findings: async (orgIds) => {
      const verify = openVerifyCells(urls.verify);
      try {
        return (await verifyCells(verify, orgIds === undefined ? {} : { orgIds })).findings;
      } finally {
        await verify.close();
      }
    },
  };
}

type Databases = Readonly<Record<(typeof PLACES)[number], HomeDatabase>>;

async function makeDatabases(servers: TestCellsOptions["servers"]): Promise<Databases> {
  if (servers === "own") {
    const [platform, a, b] = await Promise.all([startOwnPostgres(), startOwnPostgres(), startOwnPostgres()]);
    const roles = roleUrls(platform.url);
    const databases = [
      homeOnOwnServer(platform, "platform", roles),
      homeOnOwnServer(a, "organizations", roles),
      homeOnOwnServer(b, "organizations", roles),
    ] as const;
    const [ofPlatform, ofA, ofB] = await Promise.all(databases);
    return { platform: ofPlatform, a: ofA, b: ofB };
  }
  const serverUrl = inject("scripOwnerUrl");
  const cellServers = servers === "run" ? inject("scripCellServers") : null;
  const template = inject("scripTemplate");
  const roles = roleUrls(serverUrl);
  const [platform, a, b] = await Promise.all([
    homeOnServer(serverUrl, template, "platform", roles),
    homeOnServer(cellServers?.a ?? serverUrl, template, "organizations", roles),
    homeOnServer(cellServers?.b ?? serverUrl, template, "organizations", roles),
  ]);
  return { platform, a, b };
}

function serversOf({ platform, a, b }: Databases): TestCells["servers"] {
  if (platform.server === null || a.server === null || b.server === null) return null;
  return { platform: platform.server, a: a.server, b: b.server };
}

function cellUrls(urlOf: (cell: CellName) => string): CellUrls {
  return new Map(CELL_NAMES.map((cell) => [cell, urlOf(cell)]));
}

function urlsOf(databases: Databases, role: Role): TestCells["urls"][Role] {
  const roles = roleUrls(databases.platform.ownerUrl);
  const platform = roles[role];
  return {
    organizations: platform,
    platform,
    cells: cellUrls((cell) => roleUrlsLike(databases[cell].ownerUrl, roles)[role]),
  };
}

/** Gives each cell its name, and lists the cells in the platform. */
async function nameCells(owner: TestCells["owner"]): Promise<void> {
  const platform = await owner("platform");
  for (const name of CELL_NAMES) {
    await (await owner(name)).query("INSERT INTO cell (name, epoch) VALUES ($1, 1)", [name]);
    await platform.query("INSERT INTO cells (name, epoch, is_first, added_at) VALUES ($1, 1, $2, now())", [
      name,
      name === "a",
    ]);
  }
}

/** Claims the organization for the cell by hand, so that no rule of placement decides, and finishes its creation. */
async function placeIn(
  homes: Homes,
  platform: DataSource,
  cell: CellName,
  { orgId = randomUUIDv7(), clockAt = null, catalog = CATALOG }: PlaceOptions = {},
): Promise<Organization> {
  const catalogVersion = await publishCatalog(homes, catalog, 0);
  await platform.query(
    `INSERT INTO organization_registry (owner, name, creation_key, payload_hash, org_id, clock_at, catalog_version, plan, cell)
      VALUES ('tests', $1, $2::text, decode($3, 'hex'), $2::uuid, $4, $5, 'free', $6)`,
    [
      `Organization ${orgId}`,
      orgId,
      hash("sha256", orgId),
      clockAt === null ? null : new Date(clockAt),
      catalogVersion,
      cell,
    ],
  );
  await finishOrganization(homes, orgId);
  const organization = await getOrganization(homes.organizations, orgId);
  if (organization === undefined) throw new Error(`the organization ${orgId} was not made`);
  return organization;
}

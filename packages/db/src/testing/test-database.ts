import pg from "pg";
import type { DataSource } from "typeorm";
import { afterAll, inject } from "vitest";
import { closeDatabase, setSearchPaths } from "../boot/prepare-database.ts";
import { asCell } from "../cells/citus-address.ts";
import { type CellSource, cellOf, type Homes, homesOf } from "../connection/home-source.ts";
import { PLATFORM_ROLES, type Role, type RoleUrls, roleUrls } from "../connection/roles.ts";
import type { KnownCells } from "../ledger/open-ledgers.ts";
import { openDataSource } from "../schema/data-source.ts";
import { HOMES_APART } from "../schema/homes.ts";
import type { HomeUrls } from "../schema/open-homes.ts";
import { locally } from "./citus-server.ts";
import { cloneTemplate } from "./clone-template.ts";
import type {} from "./global-setup.ts";
import { spreadDatabase } from "./spread-database.ts";

/** The pool of a role, for SQL of the test's own, and both homes as that role sees them. */
export type TestSource = DataSource &
  Homes & {
    readonly cell: CellSource;
    /** The owner's pool of the database in which an organization lives, where it is not this one. */
    at(orgId: string): Promise<DataSource>;
  };

/**
 * A migrated database of one test file. In the project `homes`, each home is in a schema of its own. In the project
 * `cells`, it is three databases, and organizations spread over two of them.
 */
export interface TestDatabase {
  name: string;
  ownerUrl: string;
  urls: RoleUrls;
  /** Where a role finds each home. */
  homeUrls: Readonly<Record<Role, HomeUrls>>;
  /** What a process of the app knows of the cells. */
  known: KnownCells;
  /** The pool of a role, the same one at each call; closed at the end of the file. */
  open(role: Role | "owner"): Promise<TestSource>;
}

/**
 * Makes a database for the test file that calls it, and drops it at the file's end. Call it once, at
 * the top of the file: `const database = await testDatabase();`
 */
export async function testDatabase(): Promise<TestDatabase> {
  if (inject("scripCellServers") !== null) return spreadDatabase();
  const citusNodes = inject("scripCitusNodes");
  const { name, drop, ...copy } = await cloneTemplate(
    inject("scripOwnerUrl"),
    inject("scripTemplate"),
    citusNodes ?? [],
  );
  const ownerUrl = citusNodes === null ? copy.ownerUrl : asCell(copy.ownerUrl);
  const isApart = inject("scripHomesApart");
  await likePrepared(citusNodes === null ? ownerUrl : locally(copy.ownerUrl), name, isApart);
  const urls = roleUrls(ownerUrl);
  const platform: Partial<RoleUrls> = isApart ? roleUrls(ownerUrl, PLATFORM_ROLES) : {};
  const homeUrls = {
    app: { organizations: urls.app, platform: platform.app },
    worker: { organizations: urls.worker, platform: platform.worker },
    verify: { organizations: urls.verify, platform: platform.verify },
  };
  const pools = new Map<string, Promise<TestSource>>();
  const opened: DataSource[] = [];
  afterAll(async () => {
    await Promise.all(pools.values());
    for (const pool of opened) await pool.destroy();
    await drop();
  });
  const openPool = async (url: string, role: string): Promise<DataSource> => {
    const pool = await openDataSource(url, { applicationName: `scrip-test-${role}` });
    opened.push(pool);
    return pool;
  };
  const openSource = async (role: Role | "owner"): Promise<TestSource> => {
    const at: HomeUrls = role === "owner" ? { organizations: ownerUrl } : homeUrls[role];
    const pool = await openPool(at.organizations, role);
    const homes = homesOf(pool, at.platform === undefined ? pool : await openPool(at.platform, role));
    return Object.assign(pool, homes, { cell: cellOf(pool, null), at: async () => pool });
  };
  const open = (role: Role | "owner") => {
    const known = pools.get(role);
    if (known !== undefined) return known;
    const source = openSource(role);
    pools.set(role, source);
    return source;
  };
  return { name, ownerUrl, urls, homeUrls, known: { whereIs: null, guard: null }, open };
}

/** A copy of a database has neither its rights nor the settings of its roles. With homes apart, the owner sees both. */
async function likePrepared(ownerUrl: string, name: string, isApart: boolean): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await closeDatabase(client);
  if (isApart) {
    for (const place of HOMES_APART) await setSearchPaths(client, place);
    const schemas = HOMES_APART.map(({ schema }) => schema).join(", ");
    await client.query(`ALTER DATABASE ${name} SET search_path = ${schemas}`);
  }
  await client.end();
}

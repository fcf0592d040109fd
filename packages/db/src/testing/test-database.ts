import type { DataSource } from "typeorm";
import { afterAll, inject } from "vitest";
import { type Homes, homesOf } from "../connection/home-source.ts";
import { type Role, type RoleUrls, roleUrls } from "../connection/roles.ts";
import { openDataSource } from "../schema/data-source.ts";
import type { HomeUrls } from "../schema/open-homes.ts";
import { cloneTemplate } from "./clone-template.ts";
import type {} from "./global-setup.ts";

/** The pool of a role, for SQL of the test's own, and both homes as that role sees them. */
export type TestSource = DataSource & Homes;

/** A migrated database of one test file. */
export interface TestDatabase {
  name: string;
  ownerUrl: string;
  urls: RoleUrls;
  /** Where a role finds each home. */
  homeUrls: Readonly<Record<Role, HomeUrls>>;
  /** The pool of a role, the same one at each call; closed at the end of the file. */
  open(role: Role | "owner"): Promise<TestSource>;
}

/**
 * Makes a database for the test file that calls it, and drops it at the file's end. Call it once, at
 * the top of the file: `const database = await testDatabase();`
 */
export async function testDatabase(): Promise<TestDatabase> {
  const { name, ownerUrl, drop } = await cloneTemplate(inject("scripOwnerUrl"), inject("scripTemplate"));
  const urls = roleUrls(ownerUrl);
  const pools = new Map<string, Promise<TestSource>>();
  afterAll(async () => {
    for (const pool of pools.values()) await (await pool).destroy();
    await drop();
  });
  const open = (role: Role | "owner") => {
    const known = pools.get(role);
    if (known !== undefined) return known;
    const url = role === "owner" ? ownerUrl : urls[role];
    const pool = openTestSource(url, `scrip-test-${role}`);
    pools.set(role, pool);
    return pool;
  };
  const homeUrls = {
    app: { organizations: urls.app },
    worker: { organizations: urls.worker },
    verify: { organizations: urls.verify },
  };
  return { name, ownerUrl, urls, homeUrls, open };
}

async function openTestSource(url: string, applicationName: string): Promise<TestSource> {
  const pool = await openDataSource(url, { applicationName });
  return Object.assign(pool, homesOf(pool));
}

import type { DataSource } from "typeorm";
import { afterAll, inject } from "vitest";
import { type Role, type RoleUrls, roleUrls } from "../connection/roles.ts";
import { openDataSource } from "../schema/data-source.ts";
import { cloneTemplate } from "./clone-template.ts";
import type {} from "./global-setup.ts";

/** A migrated database of one test file. */
export interface TestDatabase {
  name: string;
  ownerUrl: string;
  urls: RoleUrls;
  /** The pool of a role, the same one at each call; closed at the end of the file. */
  open(role: Role | "owner"): Promise<DataSource>;
}

/**
 * Makes a database for the test file that calls it, and drops it at the file's end. Call it once, at
 * the top of the file: `const database = await testDatabase();`
 */
export async function testDatabase(): Promise<TestDatabase> {
  const { name, ownerUrl, drop } = await cloneTemplate(inject("scripOwnerUrl"), inject("scripTemplate"));
  const urls = roleUrls(ownerUrl);
  const pools = new Map<string, Promise<DataSource>>();
  afterAll(async () => {
    for (const pool of pools.values()) await (await pool).destroy();
    await drop();
  });
  const open = (role: Role | "owner") => {
    const known = pools.get(role);
    if (known !== undefined) return known;
    const url = role === "owner" ? ownerUrl : urls[role];
    const pool = openDataSource(url, { applicationName: `scrip-test-${role}` });
    pools.set(role, pool);
    return pool;
  };
  return { name, ownerUrl, urls, open };
}

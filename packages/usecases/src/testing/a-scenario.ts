import { randomUUID } from "node:crypto";
import { bookStore, loadCatalog, publishCatalog } from "@scrip/db/catalog";
import { openReadPool } from "@scrip/db/connection";
import { openLedger } from "@scrip/db/ledger";
import { type TestDatabase, testDatabase } from "@scrip/db/testing";
import { findings } from "@scrip/db/testing/ledger";
import { catalogText, tiered } from "@scrip/domain/catalog";
import type { Instant } from "@scrip/domain/ledger";
import { afterAll, afterEach } from "vitest";
import type { Deps } from "../deps.ts";
import { createOrganization } from "../organizations/create-organization.ts";
import { Organization } from "./organization.ts";

/** The default start of an organization's test clock. */
export const NOON: Instant = Date.UTC(2026, 0, 1, 12);

/** The dependencies of use cases, on a migrated database for one test file. */
export interface Scenario {
  readonly deps: Deps;
  readonly database: TestDatabase;
  /**
   * Makes an organization with a unique name.
   * @param terms `credit` is in dollars, bought and never expires; `clockAt` starts a test clock, `null` follows the real
   *   time
   */
  readonly anOrganization: (terms?: { credit?: string; clockAt?: Instant | null }) => Promise<Organization>;
}

/**
 * Opens a scenario for a test file, which calls this once, at its top. After each test, `verify` must find nothing.
 *
 *     const { deps, anOrganization } = await aScenario();
 *     const acme = await anOrganization({ credit: "5.00" });
 *     await acme.start("train", { untilMs: HOUR_MS });
 *     await acme.advanceBy(HOUR_MS);
 *     expect(await getOverview(deps, acme.orgId)).toMatchObject({ runningCount: 1 });
 */
export async function aScenario(): Promise<Scenario> {
  const database = await testDatabase();
  const deps = await openDeps(database);
  afterEach(async () => {
    const found = await findings(database);
    if (found.length > 0) throw new Error(`verify found ${JSON.stringify(found)}`);
  });
  return {
    deps,
    database,
    anOrganization: async ({ credit, clockAt = NOON } = {}) => {
      const input = { name: `Organization ${randomUUID()}`, idempotencyKey: randomUUID() };
      const testClock = clockAt ?? undefined;
      const { orgId } = await createOrganization(deps, "tests", { ...input, testClock });
      const organization = new Organization(deps, orgId, clockAt);
      if (credit !== undefined) await organization.grant(credit);
      return organization;
    },
  };
}

/** Opens the dependencies as a process does. They close at the end of the test file. */
async function openDeps(database: TestDatabase): Promise<Deps> {
  const homes = await database.open("app");
  const catalogVersion = await publishCatalog(homes, catalogText(tiered), 0);
  const books = bookStore((version) => loadCatalog(homes.organizations, version));
  const ledger = openLedger({ url: database.urls.app, books, lanes: 2 });
  const verify = openReadPool(database.urls.verify);
  afterAll(() => Promise.all([ledger.close(), verify.end()]));
  return { ledger, books, homes, verify, catalogVersion, allowsTestClocks: true };
}

import { randomUUID, randomUUIDv7 } from "node:crypto";
import type { Person } from "@scrip/db/access";
import { bookStore, loadCatalog, publishCatalog } from "@scrip/db/catalog";
import { openPlanEvents } from "@scrip/db/events";
import { openLedger } from "@scrip/db/ledger";
import { openQueue } from "@scrip/db/queue";
import { openVerifyCells } from "@scrip/db/schema";
import { type TestDatabase, testDatabase } from "@scrip/db/testing";
import { findings } from "@scrip/db/testing/ledger";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { PLATFORM_DUE_KINDS } from "@scrip/domain/due";
import type { Instant } from "@scrip/domain/ledger";
import { afterAll, afterEach } from "vitest";
import type { Deps } from "../deps.ts";
import { PLATFORM_DUE } from "../due/platform-handlers.ts";
import { type RanPlatformDue, runPlatformDue } from "../due/run-platform-due.ts";
import { createOrganization } from "../organizations/create-organization.ts";
import { openSealer } from "../outside/sealer.ts";
import { openEntitlements } from "../plans/entitlements/open-entitlements.ts";
import { Organization } from "./organization.ts";

/** The default start of an organization's test clock. */
export const NOON: Instant = Date.UTC(2026, 0, 1, 12);

/** What seals the secrets of webhooks: a worker of a test gets it as SCRIP_AUTH_SECRET. */
export const SCENARIO_SECRET = "a secret of the tests of use cases";

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
  /** Makes a person with an account; by default they have opened the link of the verification mail. */
  readonly aPerson: (terms?: Partial<Pick<Person, "name" | "email" | "isVerified">>) => Promise<Person>;
  /** Runs the platform's due work as a worker does: all of it, as if its time had come. Mails stay in the outbox. */
  readonly runPlatformWork: () => Promise<RanPlatformDue>;
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
    aPerson: (terms = {}) => insertPerson(database, terms),
    runPlatformWork: () => runAll(database, deps),
  };
}

async function insertPerson(
  database: TestDatabase,
  { name = "Ana Silva", email = `${randomUUID()}@example.com`, isVerified = true }: Partial<Person>,
): Promise<Person> {
  const owner = await database.open("owner");
  const id = randomUUIDv7();
  await owner.query(
    `INSERT INTO auth."user" (id, name, email, email_verified, created_at, updated_at)
      VALUES ($1, $2, $3, $4, date_trunc('milliseconds', now()), date_trunc('milliseconds', now()))`,
    [id, name, email, isVerified],
  );
  return { id, name, email, isVerified, hasTwoFactor: false, createdAt: new Date() };
}

async function runAll(database: TestDatabase, { books, catalogVersion: version }: Deps): Promise<RanPlatformDue> {
  const owner = await database.open("owner");
  const homes = await database.open("worker");
  const ledger = openLedger({ url: database.urls.worker, books, lanes: 1 });
  const queue = await openQueue(homes);
  try {
    await owner.query(
      "UPDATE platform_due SET due_at = clock_timestamp() - interval '1 second' WHERE kind <> 'send_mail'",
    );
    const catalogVersion = async () => version;
    const deps = { homes, ledger, books, queue, catalogVersion, mails: null, origin: "https://scrip.example.com" };
    const kinds = PLATFORM_DUE_KINDS.filter((kind) => kind !== "send_mail");
    return await runPlatformDue(deps, undefined, PLATFORM_DUE, { kinds, atOnce: 1 });
  } finally {
    await queue.close();
    await ledger.close();
  }
}

/** Opens the dependencies as a process does. They close at the end of the test file. */
async function openDeps(database: TestDatabase): Promise<Deps> {
  const homes = await database.open("app");
  const catalogVersion = await publishCatalog(homes, catalogText(tiered), 0);
  const books = bookStore((version) => loadCatalog(homes.organizations, version));
  const ledger = openLedger({ url: database.urls.app, books, lanes: 2 });
  const verify = openVerifyCells({ organizations: database.urls.verify });
  const steadyNow = () => performance.now();
  const events = await openPlanEvents(database.urls.app, steadyNow);
  const entitlements = openEntitlements(homes.organizations, books, { events, steadyNow });
  afterAll(() => Promise.all([ledger.close(), verify.close(), events.close()]));
  const { organizations: pages } = homes;
  const sealer = openSealer(SCENARIO_SECRET, "webhook signing secrets");
  const webhooks = { sealer, rules: { allowsPlain: true, allowsPrivate: true } };
  return { ledger, books, homes, pages, verify, catalogVersion, entitlements, webhooks, allowsTestClocks: true };
}

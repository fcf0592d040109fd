import { checkHomes, checkLedgerRole } from "@scrip/db/boot";
import { bookStore, loadCatalog, publishCatalog } from "@scrip/db/catalog";
import { openReadPool } from "@scrip/db/connection";
import { type LedgerEvents, openLedgerEvents } from "@scrip/db/events";
import { openLedger } from "@scrip/db/ledger";
import { openHomes } from "@scrip/db/schema";
import { catalogText, tiered } from "@scrip/domain/catalog";
import type { OpenParts } from "@scrip/process/stop";
import type { Deps } from "@scrip/usecases/deps";
import type { Env } from "./env.ts";

/** The open dependencies of the API. */
export interface OpenDeps {
  readonly deps: Deps;
  /** The announcements of the ledgers of all processes. */
  readonly changes: LedgerEvents;
}

/** The variables of the environment that it reads. */
type DatabaseEnv = Pick<
  Env,
  "APP_DATABASE_URL" | "PLATFORM_DATABASE_URL" | "VERIFY_DATABASE_URL" | "NODE_ENV" | "SCRIP_LEDGER_LANES"
>;

/**
 * Opens the database for the API: checks that the server and the role are fit for money, publishes the
 * deployment's catalog and opens the ledger.
 * @param parts receives each opened part, even if a later step fails
 * @throws StartupError that says what to change
 */
export async function openDeps(env: DatabaseEnv, parts: OpenParts): Promise<OpenDeps> {
  const urls = { organizations: env.APP_DATABASE_URL, platform: env.PLATFORM_DATABASE_URL };
  const homes = await openHomes(urls, { applicationName: "scrip-api" });
  parts.add("the database pool", () => homes.close());
  await checkHomes(homes);
  await checkLedgerRole(homes.organizations);
  const catalogVersion = await publishCatalog(homes, catalogText(tiered), Date.now());
  const books = bookStore((version) => loadCatalog(homes.organizations, version));
  const verify = openReadPool(env.VERIFY_DATABASE_URL);
  parts.add("the pool of checks", () => verify.end());
  const ledger = openLedger({ url: env.APP_DATABASE_URL, books, lanes: env.SCRIP_LEDGER_LANES });
  parts.add("the ledger", () => ledger.close());
  const changes = await openLedgerEvents(env.APP_DATABASE_URL);
  parts.add("the announcements", () => changes.close());
  const deps = { ledger, books, homes, verify, catalogVersion, allowsTestClocks: env.NODE_ENV !== "production" };
  return { deps, changes };
}

import { randomBytes } from "node:crypto";
import { checkHomes, checkLedgerRole, checkVerifyRole } from "@scrip/db/boot";
import { bookStore, loadCatalog, publishCatalog } from "@scrip/db/catalog";
import { openReadPool } from "@scrip/db/connection";
import { type LedgerEvents, openLedgerEvents, openPlanEvents } from "@scrip/db/events";
import { openLedger } from "@scrip/db/ledger";
import { openHomes, openOrganizations } from "@scrip/db/schema";
import { renderDocument as print } from "@scrip/documents";
import { catalogText } from "@scrip/domain/catalog";
import { gatewayOf } from "@scrip/payments";
import type { OpenParts } from "@scrip/process/stop";
import { planPaymentsOf } from "@scrip/usecases/billing/plans/plan-payments";
import { findCatalog } from "@scrip/usecases/catalog/find-catalog";
import type { Deps } from "@scrip/usecases/deps";
import { openSealer } from "@scrip/usecases/outside/sealer";
import { openEntitlements } from "@scrip/usecases/plans/entitlements/open-entitlements";
import type { Env } from "./env.ts";
import { PAGE_CONNECTIONS } from "./limits/gates.ts";

/** The open dependencies of the API. */
export interface OpenDeps {
  readonly deps: Deps;
  /** The announcements of the ledgers of all processes. */
  readonly changes: LedgerEvents;
}

/** How webhooks are set up. Without a secret, a worker cannot open what this process seals. */
function webhookSetupOf(env: DatabaseEnv): Deps["webhooks"] {
  const secret = env.SCRIP_AUTH_SECRET ?? randomBytes(32).toString("base64url");
  const allowsPlain = env.NODE_ENV !== "production";
  const allowsPrivate = env.SCRIP_WEBHOOK_ALLOW_PRIVATE ?? false;
  return { sealer: openSealer(secret, "webhook signing secrets"), rules: { allowsPlain, allowsPrivate } };
}

/** The variables of the environment that it reads. */
type DatabaseEnv = Pick<
  Env,
  | "APP_DATABASE_URL"
  | "PLATFORM_DATABASE_URL"
  | "VERIFY_DATABASE_URL"
  | "NODE_ENV"
  | "SCRIP_CATALOG"
  | "SCRIP_LEDGER_LANES"
  | "SCRIP_QUIET"
> &
  Partial<
    Pick<
      Env,
      | "STRIPE_SECRET_KEY"
      | "STRIPE_WEBHOOK_SECRET"
      | "SCRIP_STRIPE_URL"
      | "SCRIP_AUTH_SECRET"
      | "SCRIP_WEBHOOK_ALLOW_PRIVATE"
    >
  >;

/**
 * Opens the database for the API: checks that the server and the role are fit for money, publishes the
 * deployment's catalog and opens the ledger.
 * @param parts receives each opened part, even if a later step fails
 * @throws StartupError that says what to change
 */
export async function openDeps(env: DatabaseEnv, parts: OpenParts): Promise<OpenDeps> {
  const catalog = await findCatalog(env.SCRIP_CATALOG);
  const urls = { organizations: env.APP_DATABASE_URL, platform: env.PLATFORM_DATABASE_URL };
  const homes = await openHomes(urls, { applicationName: "scrip-api" });
  parts.add("the database pool", () => homes.close());
  await checkHomes(homes);
  await checkLedgerRole(homes.organizations);
  const pages = await openOrganizations(env.APP_DATABASE_URL, {
    applicationName: "scrip-api-pages",
    poolSize: PAGE_CONNECTIONS,
    pipeline: true,
  });
  parts.add("the pool of pages", () => pages.close());
  const catalogVersion = await publishCatalog(homes, catalogText(catalog), Date.now());
  const books = bookStore((version) => loadCatalog(homes.organizations, version));
  const verify = openReadPool(env.VERIFY_DATABASE_URL);
  parts.add("the pool of checks", () => verify.end());
  await checkVerifyRole(verify);
  const ledger = openLedger({ url: env.APP_DATABASE_URL, books, lanes: env.SCRIP_LEDGER_LANES });
  parts.add("the ledger", () => ledger.close());
  const changes = await openLedgerEvents(env.APP_DATABASE_URL);
  parts.add("the announcements", () => changes.close());
  const steadyNow = () => performance.now();
  const events = await openPlanEvents(env.APP_DATABASE_URL, steadyNow);
  parts.add("the announcements of plans", () => events.close());
  const entitlements = openEntitlements(homes.organizations, books, { events, steadyNow });
  const allowsTestClocks = env.NODE_ENV !== "production";
  const isQuiet = env.SCRIP_QUIET;
  const webhooks = webhookSetupOf(env);
  const ofHomes = { ledger, books, homes, pages: pages.source, verify, print };
  const gateway = gatewayOf(env);
  const payments = planPaymentsOf({ ...ofHomes, gateway, isQuiet });
  const deps = { ...ofHomes, gateway, payments, catalogVersion, entitlements, webhooks, isQuiet, allowsTestClocks };
  return { deps, changes };
}

import { randomBytes } from "node:crypto";
import { checkCell, checkHomes, checkVerifyCells } from "@scrip/db/boot";
import { bookStore, loadCatalog, publishCatalog } from "@scrip/db/catalog";
import { type CellsGuard, cellUrlsAs } from "@scrip/db/cells";
import {
  type LedgerEvents,
  openCellsEvents,
  openCellsPlanEvents,
  openLedgerEvents,
  openPlanEvents,
} from "@scrip/db/events";
import { openLedgers } from "@scrip/db/ledger";
import { openHomes, openOrganizations, openVerifyCells } from "@scrip/db/schema";
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
  /** The cells as this process sees them; `null` without named cells. */
  readonly guard: CellsGuard | null;
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
      | "SCRIP_CELLS"
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
  const url = env.APP_DATABASE_URL;
  const cells = env.SCRIP_CELLS === undefined ? undefined : cellUrlsAs(env.SCRIP_CELLS, url);
  const urls = { organizations: url, platform: env.PLATFORM_DATABASE_URL, cells };
  const homes = await openHomes(urls, { applicationName: "scrip-api" }, checkCell);
  parts.add("the database pool", () => homes.close());
  await checkHomes(homes);
  const pages = await openOrganizations(
    urls,
    { applicationName: "scrip-api-pages", poolSize: PAGE_CONNECTIONS, pipeline: true },
    homes,
    checkCell,
  );
  parts.add("the pool of pages", () => pages.close());
  const catalogVersion = await publishCatalog(homes, catalogText(catalog), Date.now());
  const books = bookStore((version) => loadCatalog(homes.organizations, version));
  const verify = openVerifyCells({ ...urls, organizations: env.VERIFY_DATABASE_URL }, homes.guard);
  parts.add("the pools of checks", () => verify.close());
  await checkVerifyCells(verify);
  const ledger = openLedgers(urls, homes, { books, lanes: env.SCRIP_LEDGER_LANES });
  parts.add("the ledger", () => ledger.close());
  const changes = await (cells === undefined ? openLedgerEvents(url) : openCellsEvents(cells.values()));
  parts.add("the announcements", () => changes.close());
  const steadyNow = () => performance.now();
  const events = await (cells === undefined ? openPlanEvents(url, steadyNow) : openCellsPlanEvents(cells, steadyNow));
  parts.add("the announcements of plans", () => events.close());
  const entitlements = openEntitlements(homes.organizations, books, { events, steadyNow });
  const allowsTestClocks = env.NODE_ENV !== "production";
  const isQuiet = env.SCRIP_QUIET;
  const webhooks = webhookSetupOf(env);
  const ofHomes = { ledger, books, homes, pages: pages.source, verify, print };
  const gateway = gatewayOf(env);
  const payments = planPaymentsOf({ ...ofHomes, gateway, isQuiet });
  const cellStates = () => homes.guard?.states ?? [];
  const deps = {
    ...ofHomes,
    cellStates,
    gateway,
    payments,
    catalogVersion,
    entitlements,
    webhooks,
    isQuiet,
    allowsTestClocks,
  };
  return { deps, changes, guard: homes.guard };
}

import {
  bookStore,
  checkServer,
  loadCatalog,
  openDataSource,
  openLedger,
  openReadPool,
  publishCatalog,
} from "@scrip/db";
import { catalogText, tiered } from "@scrip/domain/catalog";
import type { Deps } from "@scrip/usecases";
import type { Env } from "./env.ts";

/** What the API works with, and how to let go of it. */
export interface OpenDeps {
  readonly deps: Deps;
  readonly close: () => Promise<void>;
}

/**
 * Opens the database for the API: checks that the server and the role are fit for money, publishes the
 * deployment's catalog and opens the ledger.
 * @throws StartupError with what to change
 */
export async function openDeps(env: Env): Promise<OpenDeps> {
  const app = await openDataSource(env.APP_DATABASE_URL, { applicationName: "scrip-api" });
  await checkServer(app);
  const catalogVersion = await publishCatalog(app, catalogText(tiered), Date.now());
  const books = bookStore((version) => loadCatalog(app, version));
  const ledger = openLedger({ url: env.APP_DATABASE_URL, books, lanes: env.SCRIP_LEDGER_LANES });
  const verify = openReadPool(env.VERIFY_DATABASE_URL);
  const deps = { ledger, books, app, verify, catalogVersion, allowsTestClocks: env.NODE_ENV !== "production" };
  return {
    deps,
    close: async () => {
      await ledger.close();
      await verify.end();
      await app.destroy();
    },
  };
}

import type { Console } from "../console.ts";
import { homeUrlsOf } from "../home-urls.ts";
import type { ImportDeps } from "../import/importer.ts";
import { ownerDatabaseUrl } from "../running-database.ts";
import { unreachable } from "./with-owner.ts";

/** Runs `work` as the application's role, with a ledger of its own, then closes the connections. */
export async function withAppRole<Result>(
  { env }: Console,
  work: (deps: ImportDeps) => Promise<Result>,
): Promise<Result> {
  // Imported lazily: loading it takes longer than all the rest, and most commands do not need it.
  const { roleUrls } = await import("@scrip/db/connection");
  const { bookStore, loadCatalog } = await import("@scrip/db/catalog");
  const { openLedgers } = await import("@scrip/db/ledger");
  const { openHomes } = await import("@scrip/db/schema");
  const url = roleUrls(ownerDatabaseUrl(env)).app;
  const urls = await homeUrlsOf(env, url);
  const options = { applicationName: "scrip-cli", poolSize: 2 };
  const homes = await openHomes(urls, options).catch((error: unknown) => {
    throw unreachable(url, error);
  });
  await using parts = new AsyncDisposableStack();
  parts.defer(() => homes.close());
  const books = bookStore((version) => loadCatalog(homes.organizations, version));
  const ledger = openLedgers(urls, homes, { books, lanes: 1 });
  parts.defer(() => ledger.close());
  return await work({ homes, ledger, books });
}

import type { AttemptDeps } from "@scrip/usecases/billing/attempts/attempt-deps";
import type { Console } from "../console.ts";
import { homeUrlsOf } from "../home-urls.ts";
import { ownerDatabaseUrl } from "../running-database.ts";
import { stripeSettings } from "./stripe-account.ts";
import { unreachable } from "./with-owner.ts";

/** Runs `work` as the worker's role with Stripe and a ledger of its own, then closes the connections. */
export async function withGateway<Result>(
  console: Console,
  work: (deps: AttemptDeps) => Promise<Result>,
): Promise<Result> {
  const { env } = console;
  const settings = await stripeSettings(console);
  // Imported lazily: loading it takes longer than all the rest, and most commands do not need it.
  const { roleUrls } = await import("@scrip/db/connection");
  const { bookStore, loadCatalog } = await import("@scrip/db/catalog");
  const { openLedgers } = await import("@scrip/db/ledger");
  const { openHomes } = await import("@scrip/db/schema");
  const { openGateway } = await import("@scrip/payments");
  const url = env.workerDatabaseUrl ?? roleUrls(ownerDatabaseUrl(env)).worker;
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
  return await work({ homes, ledger, books, gateway: openGateway(settings) });
}

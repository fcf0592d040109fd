import type { Gateway } from "@scrip/domain/billing/gateway";
import type { AttemptDeps } from "@scrip/usecases/billing/attempts/attempt-deps";
import type { Console } from "../console.ts";
import { CouldNotRun } from "../could-not-run.ts";
import { ownerDatabaseUrl } from "../running-database.ts";
import { unreachable } from "./with-owner.ts";

/** Opens Stripe. @throws CouldNotRun without a key */
export async function openStripe({ env: { stripe } }: Pick<Console, "env">): Promise<Gateway> {
  const { gatewayOf } = await import("@scrip/payments");
  const gateway = gatewayOf({ STRIPE_SECRET_KEY: stripe.secretKey, SCRIP_STRIPE_URL: stripe.url });
  if (gateway === undefined) throw new CouldNotRun("There is no key of Stripe: set STRIPE_SECRET_KEY.");
  return gateway;
}

/** Runs `work` as the worker's role with Stripe and a ledger of its own, then closes the connections. */
export async function withGateway<Result>(
  console: Console,
  work: (deps: AttemptDeps) => Promise<Result>,
): Promise<Result> {
  const { env } = console;
  const gateway = await openStripe(console);
  // Imported lazily: loading it takes longer than all the rest, and most commands do not need it.
  const { roleUrls } = await import("@scrip/db/connection");
  const { bookStore, loadCatalog } = await import("@scrip/db/catalog");
  const { openLedger } = await import("@scrip/db/ledger");
  const { openHomes } = await import("@scrip/db/schema");
  const url = env.workerDatabaseUrl ?? roleUrls(ownerDatabaseUrl(env)).worker;
  const options = { applicationName: "scrip-cli", poolSize: 2 };
  const homes = await openHomes({ organizations: url, platform: env.platformDatabaseUrl }, options).catch(
    (error: unknown) => {
      throw unreachable(url, error);
    },
  );
  await using parts = new AsyncDisposableStack();
  parts.defer(() => homes.close());
  const books = bookStore((version) => loadCatalog(homes.organizations, version));
  const ledger = openLedger({ url, books, lanes: 1 });
  parts.defer(() => ledger.close());
  return await work({ homes, ledger, books, gateway });
}

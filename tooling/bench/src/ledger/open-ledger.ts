import { bookStore, loadCatalog } from "@scrip/db/catalog";
import { type Ledger, openLedger } from "@scrip/db/ledger";
import { openHomes } from "@scrip/db/schema";
import type { BenchDatabase } from "./bench-server.ts";

/** An open ledger, as in a process of the API. */
export interface OpenLedger {
  readonly ledger: Ledger;
  readonly close: () => Promise<void>;
}

/** Opens a ledger as the API does: with the app's role, under row-level security, and with the published catalogs. */
export async function openBenchLedger(
  { urls }: Pick<BenchDatabase, "urls">,
  { lanes = LANES, role = "app" }: { lanes?: number; role?: "app" | "worker" } = {},
): Promise<OpenLedger> {
  const source = await openHomes({ organizations: urls[role] }, { applicationName: "scrip-bench", poolSize: 1 });
  const ledger = openLedger({
    url: urls[role],
    books: bookStore((version) => loadCatalog(source.organizations, version)),
    lanes,
  });
  const close = async (): Promise<void> => {
    await ledger.close();
    await source.close();
  };
  return { ledger, close };
}

/** The API's default number of lanes. */
const LANES = 2;

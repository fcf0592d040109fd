import { bookStore, loadCatalog } from "@scrip/db/catalog";
import { type Ledger, openLedger } from "@scrip/db/ledger";
import { openDataSource } from "@scrip/db/schema";
import type { BenchDatabase } from "./bench-server.ts";

/** The ledger as a process of the API opens it. */
export interface OpenLedger {
  readonly ledger: Ledger;
  readonly close: () => Promise<void>;
}

/** Opens it as the API does: by the app's role, under row-level security, with the catalogs as they are published. */
export async function openBenchLedger(
  { urls }: Pick<BenchDatabase, "urls">,
  { lanes = LANES, role = "app" }: { lanes?: number; role?: "app" | "worker" } = {},
): Promise<OpenLedger> {
  const source = await openDataSource(urls[role], { applicationName: "scrip-bench", poolSize: 1 });
  const ledger = openLedger({ url: urls[role], books: bookStore((version) => loadCatalog(source, version)), lanes });
  const close = async (): Promise<void> => {
    await ledger.close();
    await source.destroy();
  };
  return { ledger, close };
}

/** As the API's default. */
const LANES = 2;

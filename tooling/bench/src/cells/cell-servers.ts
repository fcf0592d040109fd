import { bookStore, loadCatalog } from "@scrip/db/catalog";
import { type Ledger, openLedgers } from "@scrip/db/ledger";
import { openHomes } from "@scrip/db/schema";
import { type Accounts, openAccounts } from "../ledger/accounts.ts";
import { asOwner, type BenchDatabase, type BenchServer, startBenchServer } from "../ledger/bench-server.ts";

/** A server with organizations of its own. */
export interface Seat {
  readonly server: BenchServer;
  readonly accounts: Accounts;
  /** The database on which a measure works. */
  readonly database: BenchDatabase;
}

/** Starts a server with so many organizations. @param share its share of the memory that a server of the bench has */
export async function startSeat(organizations: number, share: number): Promise<Seat> {
  const server = await startBenchServer(share);
  try {
    const accounts = await openAccounts(server, organizations);
    return { server, accounts, database: accounts.seeded };
  } catch (error) {
    await server.close();
    throw error;
  }
}

/** Makes databases of several servers the cells of one deployment. @returns the addresses for `openCells` */
export async function joinCells(platform: BenchDatabase, cells: ReadonlyMap<string, Seat>): Promise<CellsPlace> {
  await asOwner(platform, async (owner) => {
    for (const [index, name] of [...cells.keys()].entries())
      await owner.query("INSERT INTO cells (name, epoch, is_first, added_at) VALUES ($1, 1, $2, now())", [
        name,
        index === 0,
      ]);
    for (const [name, { accounts }] of cells)
      await owner.query(
        `INSERT INTO organization_registry (owner, name, creation_key, payload_hash, org_id, catalog_version, plan, cell)
          SELECT 'bench', id::text, id::text, sha256(id::text::bytea), id, 1, 'free', $2 FROM unnest($1::uuid[]) AS o (id)`,
        [[accounts.hot, ...accounts.many], name],
      );
  });
  for (const [name, { database }] of cells)
    await asOwner(database, (owner) => owner.query("INSERT INTO cell (name, epoch) VALUES ($1, 1)", [name]));
  const addresses = [...cells].map(([name, { database }]) => [name, database.urls.app] as const);
  return { organizations: platform.urls.app, platform: platform.urls.app, cells: new Map(addresses) };
}

/** The addresses of a deployment with cells, for a process of the app. */
export interface CellsPlace {
  readonly organizations: string;
  readonly platform: string;
  readonly cells: ReadonlyMap<string, string>;
}

/** Opens the ledger of all cells as the API does. @param lanes of each cell */
export async function openCells(
  place: CellsPlace,
  lanes: number,
): Promise<{ readonly ledger: Ledger; close(): Promise<void> }> {
  const homes = await openHomes(place, { applicationName: "scrip-bench", poolSize: 1 });
  const books = bookStore((version) => loadCatalog(homes.organizations, version));
  const ledger = openLedgers(place, homes, { books, lanes });
  const close = async (): Promise<void> => {
    await ledger.close();
    await homes.close();
  };
  return { ledger, close };
}

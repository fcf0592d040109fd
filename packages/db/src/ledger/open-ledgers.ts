import type { CellUrls } from "../cells/cell-name.ts";
import type { WhereIs } from "../connection/routing.ts";
import { openCellsLedger } from "./cells-ledger.ts";
import { type Ledger, type LedgerOptions, openLedger } from "./ledger.ts";

/** Where the ledger of a process connects: to one database, or to cells. */
export interface LedgerPlaces {
  readonly organizations: string;
  readonly cells?: CellUrls | undefined;
}

/**
 * Opens the ledger of all organizations.
 * @param whereIs of the homes of the process; `null` without named cells
 */
export function openLedgers(
  { organizations, cells }: LedgerPlaces,
  whereIs: WhereIs | null,
  options: Omit<LedgerOptions, "url">,
): Ledger {
  if (cells === undefined || whereIs === null) return openLedger({ ...options, url: organizations });
  const ledgers = new Map([...cells].map(([name, url]) => [name, openLedger({ ...options, url })]));
  return openCellsLedger(ledgers, whereIs);
}

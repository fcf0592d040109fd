import type { CellUrls } from "../cells/cell-name.ts";
import type { CellGuard } from "../connection/cell-guard.ts";
import type { WhereIs } from "../connection/routing.ts";
import { openCellsLedger } from "./cells-ledger.ts";
import { type Ledger, type LedgerOptions, openLedger } from "./ledger.ts";

/** Where the ledger of a process connects: to one database, or to cells. */
export interface LedgerPlaces {
  readonly organizations: string;
  readonly cells?: CellUrls | undefined;
}

/** What the homes of a process know of its cells; `null` without named cells. */
export interface KnownCells {
  readonly whereIs: WhereIs | null;
  readonly guard: CellGuard | null;
}

/** Opens the ledger of all organizations. */
export function openLedgers(
  { organizations, cells }: LedgerPlaces,
  { whereIs, guard }: KnownCells,
  options: Omit<LedgerOptions, "url">,
): Ledger {
  if (cells === undefined || whereIs === null) return openLedger({ ...options, url: organizations });
  const ledgers = new Map(
    [...cells].map(([name, url]) => [name, openLedger({ ...options, url, verify: guard?.verifierOf(name) })]),
  );
  return openCellsLedger(ledgers, whereIs, guard);
}

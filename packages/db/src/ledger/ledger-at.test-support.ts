import type { Role } from "../connection/roles.ts";
import { openHomes } from "../schema/open-homes.ts";
import type { TestDatabase } from "../testing/index.ts";
import { type Ledger, type LedgerOptions, openLedger } from "./ledger.ts";
import { openLedgers } from "./open-ledgers.ts";

// Child processes import this file, so it must not import vitest.

/** The places of a ledger, as passed to a process: an address, or JSON with those of the platform and of the cells. */
export function ledgerAddress({ homeUrls }: Pick<TestDatabase, "homeUrls">, role: Role): string {
  const { organizations, platform, cells } = homeUrls[role];
  return cells === undefined ? organizations : JSON.stringify({ platform, cells: [...cells] });
}

/** Opens the ledger at an address of `ledgerAddress`. */
export async function ledgerAt(address: string, options: Omit<LedgerOptions, "url">): Promise<Ledger> {
  if (!address.startsWith("{")) return openLedger({ url: address, ...options });
  const { platform, cells } = JSON.parse(address) as { platform: string; cells: [string, string][] };
  const urls = { organizations: platform, platform, cells: new Map(cells) };
  const homes = await openHomes(urls, { applicationName: "scrip-test-child" });
  const ledger = openLedgers(urls, homes, options);
  const closeLedger = ledger.close.bind(ledger);
  const close = async (): Promise<void> => {
    await closeLedger();
    await homes.close();
  };
  return Object.assign(ledger, { close });
}

import { type BalanceNow, balanceAt } from "@scrip/domain/ledger";
import type { Deps } from "../deps.ts";

/** A balance as of an instant (milliseconds) and an entry. */
export interface BalanceSeen extends BalanceNow {
  readonly expiringBefore: number;
  readonly at: number;
  readonly seq: number;
}

/**
 * What an organization may spend now, what is reserved, owed and about to lapse. Micro-USD.
 * @throws OrganizationMissing
 * @source docs/rules.md#available
 */
export async function getBalance(deps: Deps, orgId: string): Promise<BalanceSeen> {
  const seen = await deps.ledger.look(orgId);
  const { ledger, facts } = seen;
  const at = Math.max(seen.now, ledger.at);
  const { expiringMs } = facts.books(ledger.catalogVersion);
  return { ...balanceAt(ledger, at, expiringMs), expiringBefore: at + expiringMs, at, seq: ledger.seq };
}

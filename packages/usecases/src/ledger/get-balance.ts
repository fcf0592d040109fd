import type { LedgerSnapshot } from "@scrip/db/ledger";
import { type BalanceNow, balanceNow } from "@scrip/domain/ledger";
import type { Deps } from "../deps.ts";

/** A balance as of an instant (milliseconds) and an entry. */
export interface CurrentBalance extends BalanceNow {
  readonly expiringBefore: number;
  readonly at: number;
  readonly seq: number;
}

/**
 * Reads the balance of an organization now, with the credit that expires soon. Micro-USD.
 * @throws OrganizationMissing
 * @source docs/rules.md#available
 */
export async function getBalance(deps: Deps, orgId: string): Promise<CurrentBalance> {
  const { balance, lapsed, lapsing, expiringBefore: until, at, seq } = await deps.ledger.balance(orgId);
  return { ...balanceNow(balance, lapsed, lapsing), expiringBefore: until, at, seq };
}

/** The end of the window in which credit is shown as expiring, in milliseconds. */
export function expiringBefore({ ledger, now, context }: Pick<LedgerSnapshot, "ledger" | "now" | "context">): number {
  return Math.max(now, ledger.at) + context.books(ledger.catalogVersion).expiringMs;
}

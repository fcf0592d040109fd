import { type BalanceNow, balanceAt } from "@scrip/domain/ledger";
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
  const { ledger, context, now } = await deps.ledger.peek(orgId);
  const at = Math.max(now, ledger.at);
  const { expiringMs } = context.books(ledger.catalogVersion);
  return { ...balanceAt(ledger, at, expiringMs), expiringBefore: at + expiringMs, at, seq: ledger.seq };
}

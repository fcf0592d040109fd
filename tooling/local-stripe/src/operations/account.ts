import { operation } from "../calls/operation.ts";
import type { World } from "../world/world.ts";

/** The money of the account by currency: what the bank has paid out to it, or will. */
function sums(world: World, isThere: boolean): { amount: number; currency: string; source_types: { card: number } }[] {
  const now = world.now();
  const all = world.all("balance_transaction").filter(({ available_on }) => available_on <= now === isThere);
  const byCurrency = Map.groupBy(all, ({ currency }) => currency);
  if (byCurrency.size === 0) return [{ amount: 0, currency: "usd", source_types: { card: 0 } }];
  return Array.from(byCurrency, ([currency, transactions]) => {
    const amount = transactions.reduce((sum, { net }) => sum + net, 0);
    return { amount, currency, source_types: { card: amount } };
  });
}

export const account = [
  operation("GET /v1/account", "AccountRetrieveCurrentParams", {}, (world) => ({
    id: world.account.id,
    object: "account",
    business_profile: null,
    business_type: null,
    charges_enabled: true,
    country: world.account.country,
    default_currency: "usd",
    details_submitted: true,
    email: null,
    payouts_enabled: true,
    type: "standard",
  })),
  operation("GET /v1/balance", "BalanceRetrieveParams", {}, (world) => ({
    object: "balance",
    available: sums(world, true),
    livemode: false,
    pending: sums(world, false),
  })),
];

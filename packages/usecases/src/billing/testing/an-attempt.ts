import type { PaymentAttemptRow } from "@scrip/db/billing";
import { inOrganization } from "@scrip/db/connection";
import { type LockedOrganization, lockOrganization } from "@scrip/db/organizations";
import { usd } from "@scrip/domain/money";
import { ensureAccount } from "../account/ensure-account.ts";
import { saleOf } from "../account/sale-of.ts";
import { makeAttempt } from "../attempts/make-attempt.ts";
import type { Shop } from "./a-shop.ts";

/**
 * Writes down an attempt to charge $25.00 to a saved card, which is not yet sent.
 * @param card one of Stripe's ready-made payment methods
 */
export async function anAttempt(
  { deps, stripe }: Shop,
  orgId: string,
  card = "pm_card_visa",
): Promise<PaymentAttemptRow> {
  const account = await ensureAccount(deps, orgId);
  const { customer } = account;
  const { body } = await stripe.local.control.call("POST", `/v1/payment_methods/${card}/attach`, { customer });
  const { id } = body as { id: string };
  const sale = await saleOf(deps, orgId, [{ of: "credit", source: "purchase", net: usd("25.00") }]);
  return inOrganization(deps.homes.organizations, orgId, async (tx) =>
    makeAttempt(tx, (await lockOrganization(tx, orgId)) as LockedOrganization, {
      purpose: "purchase",
      way: "saved",
      sale,
      account,
      actor: { type: "system", id: null },
      method: { id, fingerprint: null, paidWith: "Visa ending in 4242" },
    }),
  );
}

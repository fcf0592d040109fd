import type { SavedMethod } from "@scrip/domain/billing/gateway";
import { IsNull } from "typeorm";
import type { OrganizationsTx } from "../connection/home-source.ts";
import type { LockedOrganization } from "../organizations/lock-organization.ts";
import { BillingAccountEntity, PaymentMethodEntity, type PaymentMethodRow } from "./payment-method.entities.ts";

/** The payment methods that can be used, the default one first, then the newest. */
export function paymentMethodsOf(tx: OrganizationsTx, orgId: string): Promise<PaymentMethodRow[]> {
  return tx.repository(PaymentMethodEntity).find({
    where: { orgId, removedAt: IsNull() },
    order: { isDefault: "DESC", addedAt: "DESC", id: "ASC" },
  });
}

/** The payment method that is charged without the member. @returns `null` without one */
export function defaultMethodOf(tx: OrganizationsTx, orgId: string): Promise<PaymentMethodRow | null> {
  return tx.repository(PaymentMethodEntity).findOneBy({ orgId, isDefault: true });
}

/**
 * Writes the payment methods of an organization as the gateway has them. One that the gateway has no more stays, marked as
 * removed, for the payments that were made with it.
 * @param organization is locked by the transaction
 */
export async function writeMethods(
  tx: OrganizationsTx,
  { orgId, time: at, now }: LockedOrganization,
  found: readonly SavedMethod[],
): Promise<void> {
  const methods = tx.repository(PaymentMethodEntity);
  const known = new Map((await methods.findBy({ orgId })).map((row) => [row.id, row]));
  // One default at a time: the former one gives way first.
  await methods.update({ orgId, isDefault: true }, { isDefault: false });
  for (const { id, kind, ...details } of found)
    if (known.has(id)) await methods.update({ orgId, id }, { ...details, removedAt: null });
    else await methods.insert({ orgId, id, kind, ...details, addedAt: at, removedAt: null, toldExpiry: null });
  const ids = new Set(found.map(({ id }) => id));
  for (const { id, removedAt } of known.values())
    if (!ids.has(id) && removedAt === null) await methods.update({ orgId, id }, { removedAt: at });
  await tx.repository(BillingAccountEntity).update({ orgId }, { methodsAt: now });
}

/** Notes that people were told of the expiry of a card. */
export async function noteToldExpiry(
  tx: OrganizationsTx,
  orgId: string,
  id: string,
  toldExpiry: number,
): Promise<void> {
  await tx.repository(PaymentMethodEntity).update({ orgId, id }, { toldExpiry });
}

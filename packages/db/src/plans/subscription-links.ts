import type { Told } from "@scrip/domain/billing/subscription-news";
import { Not } from "typeorm";
import type { OrganizationsTx } from "../connection/home-source.ts";
import { SubscriptionLinkEntity, type SubscriptionLinkRow } from "./subscription-link.entity.ts";

/** The subscription of the gateway that pays for a subscription now, as far as Scrip knows; `null` if there is none. */
export function openLink(
  tx: OrganizationsTx,
  orgId: string,
  subscriptionId: string,
): Promise<SubscriptionLinkRow | null> {
  return tx.repository(SubscriptionLinkEntity).findOneBy({ orgId, subscriptionId, told: Not("ended") });
}

/** The newest subscription of the gateway of a subscription, also one that has ended. */
export function lastLink(
  tx: OrganizationsTx,
  orgId: string,
  subscriptionId: string,
): Promise<SubscriptionLinkRow | null> {
  return tx
    .repository(SubscriptionLinkEntity)
    .findOne({ where: { orgId, subscriptionId }, order: { linkedAt: "DESC", id: "DESC" } });
}

/** A subscription of the gateway by its name there; `null` if Scrip does not know it. */
export function getLink(tx: OrganizationsTx, orgId: string, id: string): Promise<SubscriptionLinkRow | null> {
  return tx.repository(SubscriptionLinkEntity).findOneBy({ orgId, id });
}

/**
 * Writes down which subscription of the gateway pays from now on. The one before it has ended. Safe to repeat.
 * @param tx a transaction that has locked the organization
 */
export async function linkSubscription(
  tx: OrganizationsTx,
  link: Pick<SubscriptionLinkRow, "orgId" | "id" | "subscriptionId" | "linkedAt">,
): Promise<void> {
  const { orgId, id, subscriptionId } = link;
  if ((await getLink(tx, orgId, id)) !== null) return;
  const links = tx.repository(SubscriptionLinkEntity);
  await links.update({ orgId, subscriptionId, told: Not("ended") }, { told: "ended" });
  await links.insert({ ...link, told: "running" });
}

/** Writes down what the gateway was told of a subscription, or has said itself. */
export async function noteTold(tx: OrganizationsTx, orgId: string, id: string, told: Told): Promise<void> {
  await tx.repository(SubscriptionLinkEntity).update({ orgId, id }, { told });
}

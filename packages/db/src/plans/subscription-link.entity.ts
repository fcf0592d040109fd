import type { Told } from "@scrip/domain/billing/subscription-news";
import { checks, instantColumn } from "../connection/columns.ts";
import { withinOrganization } from "../connection/foreign-keys.ts";
import { organizationEntity } from "../connection/home-entity.ts";

/** A subscription of the gateway that pays, or paid, for a subscription. */
export interface SubscriptionLinkRow {
  orgId: string;
  /** The gateway's name: `sub_...`. */
  id: string;
  subscriptionId: string;
  told: Told;
  linkedAt: Date;
}

export const SubscriptionLinkEntity = organizationEntity<SubscriptionLinkRow>({
  name: "subscriptionLink",
  tableName: "subscription_links",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "subscription_links_pkey" },
    id: { type: "text", primary: true, primaryKeyConstraintName: "subscription_links_pkey" },
    subscriptionId: { type: "uuid", update: false },
    told: { type: "text" },
    linkedAt: { ...instantColumn, update: false },
  },
  foreignKeys: [withinOrganization("subscription_links_subscription_fkey", "subscription", "subscriptionId")],
  indices: [
    {
      name: "subscription_links_one_open",
      columns: ["orgId", "subscriptionId"],
      unique: true,
      where: "told <> 'ended'",
    },
  ],
  checks: checks("subscription_links_told"),
});

import { checks, instantColumn, microsColumn } from "../connection/columns.ts";
import { toOrganization } from "../connection/foreign-keys.ts";
import { organizationEntity } from "../connection/home-entity.ts";

/** Automatic top-up of an organization: what a member set, and where it stands. Amounts are net, in micro-USD. */
export interface TopUpRow {
  orgId: string;
  /** As in `TopUpState` of the domain. */
  state: "off" | "ready" | "rests" | "day_cap" | "month_cap" | "no_card" | "stopped";
  /** When it goes on by itself: after a card's rest, or at the end of a day or month. */
  until: Date | null;
  threshold: bigint;
  /** Buys an amount, or what is missing to a target. */
  amount: bigint | null;
  target: bigint | null;
  perDay: bigint;
  perMonth: bigint;
  changedAt: Date;
}

export const TopUpEntity = organizationEntity<TopUpRow>({
  name: "topUp",
  tableName: "top_ups",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "top_ups_pkey" },
    state: { type: "text" },
    until: { ...instantColumn, nullable: true },
    threshold: microsColumn,
    amount: { ...microsColumn, nullable: true },
    target: { ...microsColumn, nullable: true },
    perDay: microsColumn,
    perMonth: microsColumn,
    changedAt: instantColumn,
  },
  foreignKeys: [toOrganization("top_ups_organization_fkey")],
  checks: checks("top_ups_state", "top_ups_until", "top_ups_amounts"),
});

/** A card that declined an automatic top-up and has not been charged since. */
export interface DeclinedCardRow {
  orgId: string;
  /** Its fingerprint. */
  card: string;
  /** The first decline. */
  failedAt: Date;
  /** The next try; null if there is none any more. */
  retryAt: Date | null;
}

export const DeclinedCardEntity = organizationEntity<DeclinedCardRow>({
  name: "declinedCard",
  tableName: "declined_cards",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "declined_cards_pkey" },
    card: { type: "text", primary: true, primaryKeyConstraintName: "declined_cards_pkey" },
    failedAt: instantColumn,
    retryAt: { ...instantColumn, nullable: true },
  },
  foreignKeys: [toOrganization("declined_cards_organization_fkey")],
  checks: checks("declined_cards_retry"),
});

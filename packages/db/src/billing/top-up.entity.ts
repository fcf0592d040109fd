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
  /** The fingerprint of the card that declined, its first decline and its next try. */
  card: string | null;
  failedAt: Date | null;
  retryAt: Date | null;
  /** The same card in words: "Visa ending in 4242". */
  cardWords: string | null;
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
    card: { type: "text", nullable: true },
    failedAt: { ...instantColumn, nullable: true },
    retryAt: { ...instantColumn, nullable: true },
    cardWords: { type: "text", nullable: true },
    changedAt: instantColumn,
  },
  foreignKeys: [toOrganization("top_ups_organization_fkey")],
  checks: checks("top_ups_state", "top_ups_until", "top_ups_amounts", "top_ups_breaker"),
});

import type { Instant } from "../../ledger/state/ids.ts";

const NOTICE_MS = 30 * 86_400_000;

/** The expiry that is printed on a card; `null` for what is no card. */
export interface CardExpiry {
  /** 1 to 12. */
  readonly expMonth: number | null;
  readonly expYear: number | null;
}

/** Whether a payment method needs attention: a card that has expired, or does within 30 days. */
export type Attention = "expired" | "expires_soon" | null;

/**
 * The end of a card: the first instant of the month after the one that is printed on it, in UTC.
 * @returns `null` for a payment method that does not expire
 * @source docs/rules.md#payment-methods
 */
export function cardEnd({ expMonth, expYear }: CardExpiry): Instant | null {
  return expMonth === null || expYear === null ? null : Date.UTC(expYear, expMonth, 1);
}

/**
 * Whether a payment method needs attention now.
 * @source docs/rules.md#payment-methods
 */
export function attentionOf(card: CardExpiry, now: Instant): Attention {
  const end = cardEnd(card);
  if (end === null) return null;
  if (end <= now) return "expired";
  return end - now <= NOTICE_MS ? "expires_soon" : null;
}

/** The instant of the notice that a card expires: 30 days before its end. @returns `null` if it has no end */
export function tellExpiryAt(card: CardExpiry): Instant | null {
  const end = cardEnd(card);
  return end === null ? null : end - NOTICE_MS;
}

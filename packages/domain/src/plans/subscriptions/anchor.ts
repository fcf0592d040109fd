import type { Instant } from "../../time/instant.ts";

/**
 * The anchor of a subscription that was paid: the instant of the payment, however late Scrip hears of it, so that the
 * periods of the gateway and of Scrip begin together.
 * @param paidAt by the gateway; `null` if it does not say
 * @param notBefore what the subscription must not overlap: its request, and the end of what ran before
 * @source docs/rules.md#plans-at-the-gateway
 */
export function anchorOf(
  paidAt: Instant | null,
  { notBefore, now }: { readonly notBefore: Instant; readonly now: Instant },
): Instant {
  return paidAt === null ? now : Math.min(Math.max(paidAt, notBefore), now);
}

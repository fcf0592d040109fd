import type { Address } from "../wire/objects.ts";

type Given = { readonly [K in keyof Address]?: Address[K] | undefined };

/** An address with every field, as Stripe answers it; null without one. */
export function addressOf(given: Given | null | undefined): Address | null {
  if (!given) return null;
  return {
    city: given.city ?? null,
    country: given.country ?? null,
    line1: given.line1 ?? null,
    line2: given.line2 ?? null,
    postal_code: given.postal_code ?? null,
    state: given.state ?? null,
  };
}

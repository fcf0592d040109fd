import type { AttemptRow, PaymentRows } from "../payment-rows.ts";

/** What is taken back of a payment now. */
export interface Standing {
  /** In the order of their time; what each takes of the credit, in micro-USD. */
  readonly parts: readonly { readonly at: number; readonly net: bigint }[];
  /** Whether the payment gives no further credit: it is refunded as a whole, or a dispute is open or lost. */
  readonly isWhole: boolean;
}

const CENT = 10_000n;

/**
 * What stands of the refunds and disputes of a payment. Together they take at most the payment, and each takes its gross
 * sum less its part of the tax: of all parts so far the nearest cent, less that of the earlier ones.
 */
export function standingOf(
  { id, tax, gross }: Pick<AttemptRow, "id" | "tax" | "gross">,
  { refunds, disputes }: Pick<PaymentRows, "refunds" | "disputes">,
): Standing {
  const refunded = refunds.flatMap(({ attemptId, gatewayId, state, gross: part, at }) =>
    attemptId === id && at !== null && (state === "succeeded" || state === "pending")
      ? [{ name: gatewayId ?? "", gross: part, at }]
      : [],
  );
  const disputed = disputes.flatMap(({ attemptId, id: name, state, gross: part, at }) =>
    attemptId === id && state !== "won" ? [{ name, gross: part, at }] : [],
  );
  const standing = [...refunded, ...disputed].toSorted(
    (one, other) => one.at - other.at || (one.name < other.name ? -1 : 1),
  );
  let so = 0n;
  const parts: { at: number; net: bigint }[] = [];
  for (const { gross: asked, at } of standing) {
    const until = so + asked < gross ? so + asked : gross;
    if (until === so) continue;
    parts.push({ at, net: until - so - (taxUntil(until, tax, gross) - taxUntil(so, tax, gross)) });
    so = until;
  }
  const isRefunded = refunded.reduce((sum, part) => sum + part.gross, 0n) >= gross;
  return { parts, isWhole: isRefunded || disputed.length > 0 };
}

/** The tax of the first `until` of a payment, to the nearest cent, the greater one of two. Micro-USD. */
function taxUntil(until: bigint, tax: bigint, gross: bigint): bigint {
  const cents = (2n * (tax / CENT) * (until / CENT) + gross / CENT) / (2n * (gross / CENT));
  return cents * CENT;
}

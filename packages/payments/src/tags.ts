import type { GatewayCharge, PeriodCharge } from "@scrip/domain/billing/gateway";

/** Metadata of Stripe's objects. */
export type Tags = Readonly<Record<string, string>>;

/** Stripe takes values of at most 500 characters, so a memo has several. */
const PIECE = 500;

/** What a payment and everything around it is marked with. */
export function tagsOf({ orgId, attemptId, memo }: GatewayCharge): Tags {
  const pieces = Array.from({ length: Math.ceil(memo.length / PIECE) }, (_, n) =>
    memo.slice(n * PIECE, (n + 1) * PIECE),
  );
  const kept = Object.fromEntries(pieces.map((piece, n) => [`scrip_memo_${n}`, piece]));
  return { scrip_org: orgId, scrip_attempt: attemptId, ...kept };
}

/** What a payment of a period, and a subscription that begins with it, are marked with. */
export function periodTags(charge: PeriodCharge): Tags {
  return { ...tagsOf(charge), scrip_subscription: charge.subscriptionId, scrip_month: String(charge.month) };
}

/** The memo that an object is marked with. */
export function memoOf(metadata: Tags | null | undefined): string | null {
  const pieces: string[] = [];
  for (let piece = metadata?.scrip_memo_0; piece !== undefined; piece = metadata?.[`scrip_memo_${pieces.length}`]) {
    pieces.push(piece);
  }
  return pieces.length === 0 ? null : pieces.join("");
}

/** The attempt that an object is marked with. */
export function attemptOf(metadata: Tags | null | undefined): { orgId: string; attemptId: string } | null {
  const { scrip_org: orgId, scrip_attempt: attemptId } = metadata ?? {};
  return orgId === undefined || attemptId === undefined ? null : { orgId, attemptId };
}

/** The id in a field that has an object or its id. */
export function idOf(field: string | { readonly id: string } | null | undefined): string | null {
  return typeof field === "string" ? field : (field?.id ?? null);
}

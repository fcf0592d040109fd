import type { GatewayCharge, PeriodCharge } from "@scrip/usecases/payments/gateway";

/** Metadata of Stripe's objects. */
export type Tags = Readonly<Record<string, string>>;

/** What a payment and everything around it is marked with. */
export function tagsOf({ orgId, attemptId }: Pick<GatewayCharge, "orgId" | "attemptId">): Tags {
  return { scrip_org: orgId, scrip_attempt: attemptId };
}

/** What a payment of a period is marked with as well. */
export function periodTags(charge: PeriodCharge): Tags {
  return { ...tagsOf(charge), ...subscriptionTags(charge), scrip_month: String(charge.month) };
}

/** What a subscription is marked with. Its invoices repeat it, so it names no attempt. */
export function subscriptionTags({ orgId, subscriptionId }: Pick<PeriodCharge, "orgId" | "subscriptionId">): Tags {
  return { scrip_org: orgId, scrip_subscription: subscriptionId };
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

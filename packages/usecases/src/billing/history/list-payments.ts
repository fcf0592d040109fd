import { getOrganization } from "@scrip/db/organizations";
import type { PaymentCursor, PaymentLine } from "@scrip/db/read/billing/list-payments";
import { listPayments as readPayments } from "@scrip/db/read/billing/list-payments";
import { paymentWords } from "@scrip/domain/billing/history";
import type { Deps } from "../../deps.ts";
import { organizationNotFound } from "../../refused.ts";

/** A payment with what it is for, in words. */
export interface DescribedPayment extends PaymentLine {
  /** `Credit`, `Pro, yearly`. */
  readonly description: string;
}

/** A page of described payments. */
export interface DescribedPayments {
  readonly payments: readonly DescribedPayment[];
  readonly next: PaymentCursor | null;
}

/**
 * Reads a page of an organization's payments, the newest first, in the titles of its catalog.
 * @throws RefusedError `organization_not_found`
 * @source docs/rules.md#payment-history
 */
export async function listPayments(
  { pages, books }: Pick<Deps, "pages" | "books">,
  orgId: string,
  page: { readonly after: PaymentCursor | null; readonly limit: number },
): Promise<DescribedPayments> {
  const organization = await getOrganization(pages, orgId);
  if (organization === undefined) throw organizationNotFound(orgId);
  const { plans } = await books.catalogOf(organization.catalogVersion);
  const { payments, next } = await readPayments(pages, orgId, page);
  const titleOf = (plan: string) => plans[plan]?.title ?? plan;
  return {
    payments: payments.map((payment) => ({ ...payment, description: paymentWords(payment.lines, titleOf) })),
    next,
  };
}

import { PaymentMethodEntity } from "@scrip/db/billing";
import { inOrganization, queryOf } from "@scrip/db/connection";
import { getOrganizationAt } from "@scrip/db/organizations";
import { paidWith } from "@scrip/domain/billing/attempts";
import { saleTotal } from "@scrip/domain/billing/documents";
import { type Interval, MONTHS_OF, planTerms } from "@scrip/domain/plans/subscriptions";
import { startOfMonth } from "@scrip/domain/time";
import { organizationNotFound, refused } from "../../refused.ts";
import { saleOf } from "../account/sale-of.ts";
import type { AttemptDeps } from "../attempts/attempt-deps.ts";

/** What a period of a plan costs an organization now. Amounts are micro-USD in digits. */
export interface PlanQuote {
  readonly net: string;
  readonly tax: { readonly title: string; readonly percent: string; readonly amount: string } | null;
  readonly gross: string;
  readonly isReverseCharge: boolean;
  /** What the buyer should know about the tax. */
  readonly warning: string | null;
  /** The default payment method in words; `null` if there is none: then a member pays on a page. */
  readonly method: string | null;
}

/**
 * Says what a period of a plan costs, with the tax of this organization, before anything is asked for.
 * @throws RefusedError `organization_not_found`, `not_for_sale`
 * @source docs/rules.md#tax
 */
export async function quotePlan(
  deps: Pick<AttemptDeps, "homes" | "books">,
  orgId: string,
  { plan, interval }: { readonly plan: string; readonly interval: Interval },
): Promise<PlanQuote> {
  const { price, now, method } = await inOrganization(deps.homes.organizations, orgId, async (tx) => {
    const organization = await getOrganizationAt(tx, orgId);
    if (organization === null) throw organizationNotFound(orgId);
    const catalog = await deps.books.catalogOf(organization.catalogVersion, queryOf(tx));
    const terms = planTerms(catalog, plan, interval);
    if (terms === null)
      throw refused("not_for_sale", `The plan "${plan}" is not sold by the ${interval}.`, { plan, interval });
    const saved = await tx.repository(PaymentMethodEntity).findOneBy({ orgId, isDefault: true });
    return { price: terms.price, now: organization.now, method: saved === null ? null : paidWith(saved) };
  });
  const until = startOfMonth(now, MONTHS_OF[interval]);
  const period = interval === "year" ? "yearly" : "monthly";
  const { total, isReverseCharge, warning } = saleTotal(
    await saleOf(deps, orgId, [{ of: "plan", plan, period, from: now, until, net: price }]),
  );
  const [tax] = total.lines;
  return {
    net: String(total.net),
    tax: tax === undefined ? null : { title: tax.title, percent: tax.percent, amount: String(tax.tax) },
    gross: String(total.gross),
    isReverseCharge,
    warning,
    method,
  };
}

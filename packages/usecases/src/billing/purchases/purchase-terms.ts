import { inOrganization } from "@scrip/db/connection";
import { OrganizationEntity } from "@scrip/db/organizations";
import { type Sale, saleTotal } from "@scrip/domain/billing/documents";
import { type Bonus, purchaseTerms } from "@scrip/domain/billing/purchases";
import { type Catalog, compileCatalog } from "@scrip/domain/catalog";
import { formatUsd, type Micros } from "@scrip/domain/money";
import { organizationNotFound, refused } from "../../refused.ts";
import { saleOf } from "../account/sale-of.ts";
import type { AttemptDeps } from "../attempts/attempt-deps.ts";

/** The terms on which an organization buys an amount of credit now. */
export interface PurchaseTerms {
  readonly sale: Sale<Catalog>;
  readonly bonus: Bonus | null;
  /** The kinds of payment methods that the page offers. */
  readonly methods: readonly string[];
}

/**
 * The terms on which an organization buys an amount of credit now, by its catalog.
 * @param amount net, in micro-USD
 * @throws RefusedError `organization_not_found`, `purchase_out_of_range`
 * @source docs/rules.md#purchases
 */
export async function termsOfPurchase(
  deps: Pick<AttemptDeps, "homes" | "books">,
  orgId: string,
  amount: Micros,
): Promise<PurchaseTerms> {
  const organization = await inOrganization(deps.homes.organizations, orgId, (tx) =>
    tx.repository(OrganizationEntity).findOneBy({ orgId }),
  );
  if (organization === null) throw organizationNotFound(orgId);
  const { purchases } = compileCatalog(await deps.books.catalogOf(organization.catalogVersion)).limits;
  const terms = purchaseTerms(purchases, amount);
  if (!terms.ok) {
    const { minimum, maximum } = terms.error;
    const message = `Buy from ${formatUsd(minimum)} to ${formatUsd(maximum)}, in whole cents.`;
    throw refused("purchase_out_of_range", message, { minimum: String(minimum), maximum: String(maximum) });
  }
  const sale = await saleOf(deps, orgId, [{ of: "credit", source: "purchase", net: amount }]);
  return { sale, bonus: terms.value.bonus, methods: purchases.methods };
}

/** What a purchase would cost. Amounts are micro-USD in whole cents. */
export interface PurchaseQuote {
  readonly net: Micros;
  readonly tax: Micros;
  readonly gross: Micros;
  /** What the tax is called, such as `"VAT 19%"`; `null` without one. */
  readonly taxTitle: string | null;
  readonly isReverseCharge: boolean;
  readonly warning: "tax_id_not_verified" | "no_billing_address" | null;
  readonly bonus: Bonus | null;
}

/**
 * What an amount of credit costs an organization now, with its tax and its bonus.
 * @throws RefusedError `organization_not_found`, `purchase_out_of_range`
 * @source docs/rules.md#purchases; docs/rules.md#tax
 */
export async function quotePurchase(
  deps: Pick<AttemptDeps, "homes" | "books">,
  orgId: string,
  amount: Micros,
): Promise<PurchaseQuote> {
  const { sale, bonus } = await termsOfPurchase(deps, orgId, amount);
  const { total, isReverseCharge, warning } = saleTotal(sale);
  const { net, tax, gross } = total;
  const [line] = total.lines;
  const taxTitle = line === undefined ? null : `${line.title} ${line.percent}%`;
  return { net, tax, gross, taxTitle, isReverseCharge, warning, bonus };
}

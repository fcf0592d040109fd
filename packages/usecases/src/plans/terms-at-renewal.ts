import { versionAtRenewal } from "@scrip/db/catalog";
import { queryOf } from "@scrip/db/connection";
import { type Interval, type PlanTerms, planTerms, type Subscription } from "@scrip/domain/plans/subscriptions";
import type { PlanTx } from "./plan-tx.ts";

/**
 * Finds the terms of the next period: those of the newest catalog to which renewals of this instant move, if it sells the
 * plan, or else those of the subscription's own catalog.
 * @source docs/rules.md#catalog-moves
 */
export async function termsAtRenewal(
  { tx, deps }: PlanTx,
  { catalogVersion, period }: Subscription,
  { plan, interval }: { readonly plan: string; readonly interval: Interval },
): Promise<{ readonly terms: PlanTerms; readonly version: number }> {
  const newest = await versionAtRenewal(tx, catalogVersion, period.endsAt);
  for (const version of new Set([newest, catalogVersion])) {
    const catalog = await deps.books.catalogOf(version, queryOf(tx));
    const terms = planTerms(catalog, plan, interval);
    if (terms !== null) return { terms, version };
  }
  throw new Error(`catalog ${catalogVersion} does not sell ${plan} by the ${interval}`);
}

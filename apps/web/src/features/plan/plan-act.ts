import type { PlanId, Catalog as PlatformCatalog } from "@scrip/domain/catalog";
import { isUpgrade } from "@scrip/domain/plans/preview";
import type { Interval } from "@scrip/domain/plans/subscriptions";
import type { Catalog, CatalogPlan } from "../../data/catalog.ts";
import type { Plan } from "../../data/plan.ts";

/** A plan of the platform's catalog. */
export type SoldPlan<C extends PlatformCatalog> = CatalogPlan & { readonly plan: PlanId<C> };

/** What a member can ask for, in the plans of one catalog. */
export type PlanAct<C extends PlatformCatalog = PlatformCatalog> =
  | { readonly kind: "start"; readonly plan: SoldPlan<C>; readonly interval: Interval }
  | { readonly kind: "change"; readonly plan: SoldPlan<C>; readonly interval: Interval }
  | { readonly kind: "cancel" }
  | { readonly kind: "undo" };

/** What the column of a plan offers. */
export type Offer =
  | { readonly kind: "current" }
  /** It begins, or is what remains, when the period ends. */
  | { readonly kind: "scheduled"; readonly at: string }
  | { readonly kind: "act"; readonly act: PlanAct; readonly label: string }
  | { readonly kind: "sales" }
  | { readonly kind: "none" };

/**
 * What an organization can do with a plan of the catalog, by the rules that the server applies.
 * @param interval the interval whose price the page shows
 */
export function offerOf(catalog: Catalog, now: Plan, plan: CatalogPlan, interval: Interval): Offer {
  if (now.state === "contract") return now.plan === plan.plan ? { kind: "current" } : { kind: "none" };
  if (plan.price.kind === "contract") return { kind: "sales" };
  const isCurrent = now.plan === plan.plan;
  if (plan.plan === catalog.defaultPlan) return offerOfDefault(now, plan);
  if (now.state === "none")
    return { kind: "act", act: { kind: "start", plan, interval }, label: `Become ${plan.title}` };
  const { scheduled } = now;
  if (scheduled?.kind === "change" && scheduled.plan === plan.plan && scheduled.interval === interval)
    return { kind: "scheduled", at: scheduled.at };
  if (isCurrent && now.interval === interval) return { kind: "current" };
  if (isCurrent) {
    const label = interval === "year" ? "Change to yearly" : "Change to monthly";
    return { kind: "act", act: { kind: "change", plan, interval }, label };
  }
  if (isUpgrade(orderOf(catalog), now.plan, plan.plan))
    return { kind: "act", act: { kind: "start", plan, interval }, label: `Upgrade to ${plan.title}` };
  return { kind: "act", act: { kind: "change", plan, interval }, label: `Change to ${plan.title}` };
}

/** To go back to the default plan is to cancel. */
function offerOfDefault(now: Plan, plan: CatalogPlan): Offer {
  if (now.state === "none") return { kind: "current" };
  if (now.scheduled?.kind === "cancel") return { kind: "scheduled", at: now.scheduled.at };
  return { kind: "act", act: { kind: "cancel" }, label: `Change to ${plan.title}` };
}

const orderOf = ({ plans }: Catalog): string[] => plans.map(({ plan }) => plan);

import type { Catalog } from "../../catalog/index.ts";
import type { GrantTerms, Instant } from "../../ledger/index.ts";
import { type Contract, contractCreditDueAt, contractGrants } from "../contracts/index.ts";
import {
  atPeriodEnd,
  creditDueAt,
  credited,
  monthGrant,
  planTerms,
  renew,
  type Subscription,
} from "../subscriptions/index.ts";

/** The plan of an organization, as far as it gives credit. */
export interface PlanAhead {
  /** The subscription that has not ended, with the catalog that it is of. */
  readonly subscription: { readonly subscription: Subscription; readonly catalog: Catalog } | null;
  /** The contracts that have not ended. */
  readonly contracts: readonly Contract[];
}

/** A grant that a plan or a contract will give. It has no row yet, so its business key serves as its id. */
export type ComingGrant = GrantTerms & { readonly source: "plan" | "contract" };

/**
 * The credit that the plan and the contracts of an organization will give. Renewals are assumed to be paid; a period whose
 * payment failed or is awaited gives nothing before it is paid. A contract ends the subscription when it starts.
 * @param until the grants before this instant
 * @returns the earliest first
 * @source docs/rules.md#coming-credit
 */
export function comingCredit({ subscription, contracts }: PlanAhead, until: Instant): ComingGrant[] {
  const start = Math.min(until, ...contracts.map(({ startsAt }) => startsAt));
  return [
    ...(subscription === null ? [] : ofSubscription(subscription.subscription, subscription.catalog, start)),
    ...contracts.flatMap((contract) => ofContract(contract, until)),
  ].toSorted((a, b) => a.effectiveAt - b.effectiveAt);
}

function ofSubscription(first: Subscription, catalog: Catalog, until: Instant): ComingGrant[] {
  const coming: ComingGrant[] = [];
  for (let next: Subscription | null = first; next !== null; next = nextPeriod(next, catalog, until)) {
    let current: Subscription = next;
    for (let dueAt = creditDueAt(current); dueAt !== null && dueAt < until; dueAt = creditDueAt(current)) {
      const grant = monthGrant(current);
      coming.push({ ...grant, id: grant.businessKey, source: "plan", kind: "promotional" });
      current = credited(current);
    }
  }
  return coming;
}

/** The subscription in its next period, which is paid; `null` if it ends before, or the period begins too late. */
function nextPeriod(subscription: Subscription, catalog: Catalog, until: Instant): Subscription | null {
  const end = atPeriodEnd(subscription);
  if (subscription.endedAt !== null || end.kind === "end" || subscription.period.endsAt >= until) return null;
  const terms = planTerms(catalog, end.plan, end.interval);
  if (terms === null) return null;
  const renewed = renew(subscription, terms);
  return { ...renewed, period: { ...renewed.period, paidAt: renewed.period.startsAt, tryAt: null } };
}

function ofContract(contract: Contract, until: Instant): ComingGrant[] {
  if (contract.state === "ended") return [];
  const coming: ComingGrant[] = [];
  let current: Contract = { ...contract, state: "running" };
  for (
    let dueAt = contractCreditDueAt(current);
    dueAt !== null && dueAt < until;
    dueAt = contractCreditDueAt(current)
  ) {
    for (const grant of contractGrants(current)) coming.push({ ...grant, id: grant.businessKey, source: "contract" });
    current = { ...current, nextMonth: current.nextMonth + 1 };
  }
  return coming;
}

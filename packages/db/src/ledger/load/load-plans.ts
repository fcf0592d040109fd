import { type DueKind, PLAN_DUE_KINDS } from "@scrip/domain/due";
import type { Command, GrantTerms } from "@scrip/domain/ledger";
import { nextMonthKey, type Subscription } from "@scrip/domain/plans/subscriptions";
import type { Query } from "../../connection/query.ts";
import type { SubscriptionRow } from "../../plans/subscription.entity.ts";
import type { SubscriptionPeriodRow } from "../../plans/subscription-period.entity.ts";
import { toSubscription } from "../../plans/subscriptions.ts";
import type { Submitted } from "../keys/submitted.ts";
import { timeOf } from "./load-more.ts";
import type { LoadedOrg } from "./loaded.ts";

/** The commands about the plan of an organization. */
const ABOUT_PLANS: readonly Command["kind"][] = ["renewSubscription", "creditSubscription"];

/**
 * Reads the subscriptions that commands of a batch are about, with the work about the plan that is due next and the grants
 * of months that are credited already. It takes two round trips of its own, which a batch without such commands does not
 * make.
 * @param orgs are locked, so that no plan changes meanwhile
 */
export async function loadPlans(
  query: Query,
  orgs: ReadonlyMap<string, LoadedOrg>,
  batch: readonly Submitted[],
): Promise<void> {
  const wanted = new Map<string, LoadedOrg>();
  for (const { command } of batch) {
    const org = orgs.get(command.orgId);
    if (org !== undefined && ABOUT_PLANS.includes(command.kind)) wanted.set(command.orgId, org);
  }
  if (wanted.size === 0) return;
  const times = [...wanted.values()].map((org) => new Date(timeOf(org)).toISOString());
  const rows = await query({
    name: "ledger-load-plans",
    text: PLANS,
    values: [[...wanted.keys()], times, PLAN_DUE_KINDS],
  });
  for (const row of rows) {
    const { orgId, id, nextKind, nextRef, otherDueAt, isMoving } = row as unknown as Found;
    const ledger = wanted.get(orgId)?.ledger;
    if (ledger === undefined) throw new Error("a loaded plan belongs to an organization that was not asked for");
    const subscription = id === null ? null : subscriptionOf(row);
    const next = nextKind === null || nextRef === null ? null : { kind: nextKind, refId: nextRef };
    ledger.plan = { subscription, next, otherDueAt: otherDueAt?.getTime() ?? null, isMoving };
  }
  await loadIssued(query, wanted);
}

/** Reads the grants of the months whose credit comes next, if they exist. A renewal goes on with the same month. */
async function loadIssued(query: Query, orgs: ReadonlyMap<string, LoadedOrg>): Promise<void> {
  const due = [...orgs.values()].flatMap((org) => {
    const subscription = org.ledger.plan?.subscription ?? null;
    return subscription === null ? [] : [{ orgId: org.ledger.orgId, businessKey: nextMonthKey(subscription) }];
  });
  const values = [due.map(({ orgId }) => orgId), due.map(({ businessKey }) => businessKey)];
  for (const row of await query({ name: "ledger-load-issued", text: ISSUED, values })) {
    const { orgId, effectiveAt, expiresAt, amount, ...terms } = row as unknown as Issued;
    orgs.get(orgId)?.ledger.businessKeys.set(terms.businessKey, {
      ...terms,
      amount: BigInt(amount),
      effectiveAt: effectiveAt.getTime(),
      expiresAt: expiresAt?.getTime() ?? null,
    });
  }
}

interface Found {
  readonly orgId: string;
  /** `null` if the organization has no subscription that has not ended. */
  readonly id: string | null;
  readonly nextKind: DueKind | null;
  readonly nextRef: string | null;
  readonly otherDueAt: Date | null;
  readonly isMoving: boolean;
}

interface Issued extends Omit<GrantTerms, "amount" | "effectiveAt" | "expiresAt"> {
  readonly orgId: string;
  readonly amount: string;
  readonly effectiveAt: Date;
  readonly expiresAt: Date | null;
}

/** The subscription of a row with `SUBSCRIPTION_COLUMNS`. */
export function subscriptionOf(row: Record<string, unknown>): Subscription {
  const { periodPlan, periodInterval, price, creditAmount, ...columns } = row;
  const period = {
    ...columns,
    plan: periodPlan,
    interval: periodInterval,
    price: BigInt(price as string | bigint),
    creditAmount: creditAmount === null ? null : BigInt(creditAmount as string | bigint),
  };
  return toSubscription(columns as unknown as SubscriptionRow, period as unknown as SubscriptionPeriodRow);
}

/** The columns of a subscription `s` and of its last period `p`. */
export const SUBSCRIPTION_COLUMNS = `
    s.id, s.plan, s."interval", s.anchor, s.catalog_version AS "catalogVersion",
    s.paid_by AS "paidBy", s.scheduled_kind AS "scheduledKind", s.scheduled_plan AS "scheduledPlan",
    s.scheduled_interval AS "scheduledInterval", s.asked_at AS "askedAt", s.next_month AS "nextMonth",
    s.skipped_months AS "skippedMonths", s.ended_at AS "endedAt", s.end_reason AS "endReason", p.month, p.months,
    p.plan AS "periodPlan", p."interval" AS "periodInterval", p.price, p.credit_amount AS "creditAmount",
    p.credit_days AS "creditDays", p.starts_at AS "startsAt", p.ends_at AS "endsAt", p.paid_at AS "paidAt",
    p.try_at AS "tryAt", p.failed_at AS "failedAt", p.failures, p.held_from AS "heldFrom"`;

/** LATERAL with LIMIT 1 leaves the planner one way to a row: by its whole key. */
const PLANS = `
  SELECT o.org_id AS "orgId", ${SUBSCRIPTION_COLUMNS},
    d.kind AS "nextKind", d.ref_id AS "nextRef",
    e.due_at AS "otherDueAt", EXISTS (SELECT FROM catalog_move_copies
      WHERE version > s.catalog_version AND renewals_from <= p.ends_at) AS "isMoving"
  FROM unnest($1::uuid[], $2::timestamptz[]) AS o (org_id, time)
    LEFT JOIN LATERAL (SELECT * FROM subscriptions WHERE org_id = o.org_id AND ended_at IS NULL LIMIT 1) AS s ON true
    LEFT JOIN LATERAL (SELECT * FROM subscription_periods
      WHERE org_id = o.org_id AND subscription_id = s.id ORDER BY month DESC LIMIT 1) AS p ON true
    LEFT JOIN LATERAL (SELECT kind, ref_id FROM due WHERE org_id = o.org_id AND kind = ANY ($3) AND due_at <= o.time
      ORDER BY due_at, due_rank(kind), ref_id LIMIT 1) AS d ON true
    LEFT JOIN LATERAL (SELECT due_at FROM due
      WHERE org_id = o.org_id AND due_at <= o.time AND (kind, ref_id) IS DISTINCT FROM (d.kind, d.ref_id)
      ORDER BY due_at LIMIT 1) AS e ON true`;

const ISSUED = `
  SELECT g.org_id AS "orgId", g.id, g.source, g.kind, g.amount::text, g.effective_at AS "effectiveAt",
    g.expires_at AS "expiresAt", g.business_key AS "businessKey"
  FROM unnest($1::uuid[], $2::text[]) AS a (org_id, business_key)
    CROSS JOIN LATERAL (SELECT * FROM grants WHERE org_id = a.org_id AND business_key = a.business_key LIMIT 1) AS g`;

import type { GrantKind, GrantSource, GrantTerms, Instant } from "@scrip/domain/ledger";
import type { Contract } from "@scrip/domain/plans/contracts";
import type { Subscription } from "@scrip/domain/plans/subscriptions";
import type { Query } from "../../connection/query.ts";
import { SUBSCRIPTION_COLUMNS, subscriptionOf } from "../../ledger/load/load-plans.ts";
import type { ContractRow } from "../../plans/contract.entity.ts";
import { toContract } from "../../plans/contracts.ts";

/** What will bring credit to an organization: scheduled grants, its subscription, and its contracts. */
export interface CreditToCome {
  readonly scheduled: readonly GrantTerms[];
  /** The subscription that has not ended. */
  readonly subscription: Subscription | null;
  /** The contracts that have not ended. */
  readonly contracts: readonly Contract[];
}

/** Reads what will bring credit, in a transaction that reads more. */
export async function creditToCome(query: Query, orgId: string): Promise<CreditToCome> {
  const [row] = await query({ name: "credit-to-come", text: TO_COME, values: [orgId] });
  const { scheduled, contracts, ...subscription } = row as unknown as Found;
  return {
    scheduled: scheduled.map((json) => ({ ...json, amount: BigInt(json.amount) })),
    subscription: subscription.id === null ? null : subscriptionOf(subscription),
    contracts: contracts.map((json) => toContract({ ...json, ...datesOf(json) })),
  };
}

interface Found {
  readonly scheduled: readonly ScheduledJson[];
  readonly contracts: readonly ContractJson[];
  readonly id: string | null;
}

interface ScheduledJson extends Omit<GrantTerms, "amount"> {
  readonly source: GrantSource;
  readonly kind: GrantKind;
  readonly amount: string;
}

interface ContractJson extends Omit<ContractRow, "startsAt" | "endsAt" | "endedAt"> {
  readonly startsAt: Instant;
  readonly endsAt: Instant | null;
}

function datesOf({ startsAt, endsAt }: ContractJson): Pick<ContractRow, "startsAt" | "endsAt" | "endedAt"> {
  return { startsAt: new Date(startsAt), endsAt: endsAt === null ? null : new Date(endsAt), endedAt: null };
}

const TO_COME = `
  SELECT (
    SELECT coalesce(json_agg(json_build_object('id', id, 'source', source, 'kind', kind, 'amount', amount::text,
        'effectiveAt', instant_ms(effective_at), 'expiresAt', instant_ms(expires_at), 'businessKey', business_key)
      ORDER BY effective_at, id), '[]')
    FROM scheduled_grants WHERE org_id = $1 AND NOT issued AND NOT cancelled
  ) AS scheduled, (
    SELECT coalesce(json_agg(json_build_object('id', id, 'plan', plan, 'state', state, 'startsAt', instant_ms(starts_at),
        'endsAt', instant_ms(ends_at), 'rates', '{}'::json, 'entitlements', '{}'::json, 'credits', credits,
        'nextMonth', next_month) ORDER BY starts_at), '[]')
    FROM contracts WHERE org_id = $1 AND state <> 'ended'
  ) AS contracts, ${SUBSCRIPTION_COLUMNS}
  FROM (SELECT $1::uuid AS org_id) AS o
    LEFT JOIN LATERAL (SELECT * FROM subscriptions WHERE org_id = o.org_id AND ended_at IS NULL LIMIT 1) AS s ON true
    LEFT JOIN LATERAL (SELECT * FROM subscription_periods
      WHERE org_id = o.org_id AND subscription_id = s.id ORDER BY month DESC LIMIT 1) AS p ON true`;

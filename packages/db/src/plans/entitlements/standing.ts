import type { EntitlementValue } from "@scrip/domain/catalog";
import type { DueKind } from "@scrip/domain/due";
import type { Instant } from "@scrip/domain/ledger";
import type { OrganizationsTx } from "../../connection/home-source.ts";

/** What decides which entitlements an organization has. */
export interface Standing {
  readonly plan: string;
  readonly catalogVersion: number;
  readonly isClosed: boolean;
  /** Values of the contract in force, by entitlement. */
  readonly overrides: Readonly<Record<string, EntitlementValue>>;
  /** The organization's time, never before its last entry. */
  readonly now: Instant;
  /** Whether the organization is on a test clock. */
  readonly isOnTestClock: boolean;
}

/** The values of the contract in force; at most one runs. */
const OVERRIDES =
  "coalesce((SELECT entitlements FROM contracts WHERE org_id = $1 AND state = 'running' LIMIT 1), '{}')";

/**
 * Reads what decides which entitlements an organization has.
 * @returns `null` if there is no such organization
 * @source docs/rules.md#entitlements
 */
export async function standingOf(tx: OrganizationsTx, orgId: string): Promise<Standing | null> {
  const [row] = await tx.query<(Omit<Standing, "now"> & { readonly now: Date })[]>(
    `SELECT plan, catalog_version AS "catalogVersion", closed_at IS NOT NULL AS "isClosed",
        greatest(at, coalesce(clock_at, date_trunc('milliseconds', clock_timestamp()))) AS now,
        clock_at IS NOT NULL AS "isOnTestClock", ${OVERRIDES} AS overrides
      FROM organizations WHERE org_id = $1`,
    [orgId],
  );
  return row === undefined ? null : { ...row, now: row.now.getTime() };
}

/** The kinds of due work that can change the plan of an organization, or its contract. */
const CHANGES_PLAN: readonly DueKind[] = [
  "end_contract",
  "start_contract",
  "start_subscription",
  "renew_subscription",
  "charge_subscription",
];

/** What decides which entitlements an organization has now, and how long it stays so. */
export interface StandingAndUses extends Standing {
  /** How many there are of each entitlement that the platform counts. */
  readonly uses: Readonly<Record<string, number>>;
  /** Members, and invitations that have not expired. */
  readonly seats: number;
  /**
   * The milliseconds until the next dated change: the end or renewal of a subscription, a start or end of a contract, the
   * expiry of an invitation. Negative for a change that is late; `null` if no change has a date.
   */
  readonly msToChange: number | null;
}

/** Everything in one statement: a process that starts reads many organizations at once. */
const STANDING_AND_USES = `
  SELECT plan, catalog_version AS "catalogVersion", closed_at IS NOT NULL AS "isClosed",
    greatest(at, coalesce(clock_at, date_trunc('milliseconds', clock_timestamp()))) AS now, clock_at IS NOT NULL AS "isOnTestClock",
    ${OVERRIDES} AS overrides,
    coalesce((SELECT jsonb_object_agg(entitlement, used) FROM entitlement_uses WHERE org_id = $1), '{}') AS uses,
    (SELECT count(*)::integer FROM members WHERE org_id = $1) + invited.waiting AS seats,
    (extract(epoch FROM least(
      (SELECT min(due_at) FROM due WHERE org_id = $1 AND kind = ANY ($2) AND parked_at IS NULL),
      invited.next_expiry) - clock_timestamp()) * 1000)::float8 AS "msToChange"
  FROM organizations, (
    SELECT count(*)::integer AS waiting, min(expires_at) AS next_expiry FROM invitations
      WHERE org_id = $1 AND state = 'open' AND expires_at > clock_timestamp()) AS invited
  WHERE org_id = $1`;

/**
 * Reads what decides which entitlements an organization has now, and how long it stays so.
 * @returns `null` if there is no such organization
 */
export async function standingAndUses(tx: OrganizationsTx, orgId: string): Promise<StandingAndUses | null> {
  type Row = Omit<StandingAndUses, "now"> & { readonly now: Date };
  const [row] = await tx.query<Row[]>(STANDING_AND_USES, [orgId, CHANGES_PLAN]);
  return row === undefined ? null : { ...row, now: row.now.getTime() };
}

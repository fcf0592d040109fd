import type { Instant } from "@scrip/domain/ledger";
import type { OrganizationsTx } from "../connection/home-source.ts";

/** What decides the plan of an organization, at its own time. */
export interface OrganizationAt {
  readonly plan: string;
  readonly catalogVersion: number;
  /** Whether a contract is in force. */
  readonly hasContract: boolean;
  /** The organization's time, without a lock. */
  readonly now: Instant;
  readonly onTestClock: boolean;
}

/** Reads an organization with its time; `null` if there is none. */
export async function getOrganizationAt(tx: OrganizationsTx, orgId: string): Promise<OrganizationAt | null> {
  const [row] = await tx.query<
    { plan: string; catalogVersion: number; hasContract: boolean; time: Date; onTestClock: boolean }[]
  >(
    `SELECT plan, catalog_version AS "catalogVersion", has_contract AS "hasContract",
        coalesce(clock_at, date_trunc('milliseconds', clock_timestamp())) AS time, clock_at IS NOT NULL AS "onTestClock"
      FROM organizations WHERE org_id = $1`,
    [orgId],
  );
  if (row === undefined) return null;
  const { time, ...organization } = row;
  return { ...organization, now: time.getTime() };
}

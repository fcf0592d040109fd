import type { Micros } from "@scrip/domain/money";
import type { OrganizationsTx } from "../connection/home-source.ts";

/** An organization while a transaction holds its lock. */
export interface LockedOrganization {
  readonly orgId: string;
  readonly name: string;
  readonly plan: string;
  readonly catalogVersion: number;
  readonly isClosed: boolean;
  readonly reserved: Micros;
  readonly owed: Micros;
  /** Whether a contract is in force. */
  readonly hasContract: boolean;
  readonly onTestClock: boolean;
  /** The time of PostgreSQL's clock after the lock, in whole milliseconds. */
  readonly now: Date;
  /** The organization's time after the lock: that of its test clock, or PostgreSQL's. */
  readonly time: Date;
}

/**
 * Locks an organization's row until the transaction ends, as each command of its ledger does. Changes of its members,
 * its plan and its name, and its closing, are decided under this lock.
 * @returns `null` if there is no such organization
 * @source docs/rules.md#members
 */
export async function lockOrganization(tx: OrganizationsTx, orgId: string): Promise<LockedOrganization | null> {
  const [locked] = await tx.query<(Omit<LockedOrganization, "now" | "time" | "onTestClock"> & Clock)[]>(
    `SELECT org_id AS "orgId", name, plan, catalog_version AS "catalogVersion", closed_at IS NOT NULL AS "isClosed",
        has_contract AS "hasContract", clock_at AS "clockAt", reserved, owed
      FROM organizations WHERE org_id = $1 FOR NO KEY UPDATE`,
    [orgId],
  );
  if (locked === undefined) return null;
  const [clock] = await tx.query<[{ now: Date }]>("SELECT date_trunc('milliseconds', clock_timestamp()) AS now");
  const { clockAt, ...organization } = locked;
  return { ...organization, now: clock.now, time: clockAt ?? clock.now, onTestClock: clockAt !== null };
}

interface Clock {
  /** The time of the test clock; `null` without one. */
  readonly clockAt: Date | null;
}

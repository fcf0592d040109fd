import type { OrganizationsSource, OrganizationsTx, PlatformSource, PlatformTx } from "./home-source.ts";
import type { Query } from "./query.ts";

/**
 * Runs a unit of work in one transaction of the organizations' home. The transaction sees this organization only. The
 * scope ends with the transaction, so the next user of the connection does not see the organization (G2).
 * @source docs/rules.md#two-homes
 */
export function inOrganization<Result>(
  organizations: OrganizationsSource,
  orgId: string,
  unit: (tx: OrganizationsTx) => Promise<Result>,
): Promise<Result> {
  return organizations.transaction(async (tx) => {
    await tx.query("SELECT set_config('scrip.org_ids', ARRAY[$1::uuid]::text, true)", [orgId]);
    return unit(tx);
  });
}

/**
 * Runs a unit of work in one transaction of the organizations' home. The transaction sees no organization's rows. It
 * sees only the tables that are common to all: the copies of the catalog, and in the worker's role due work.
 */
export function acrossOrganizations<Result>(
  organizations: OrganizationsSource,
  unit: (tx: OrganizationsTx) => Promise<Result>,
): Promise<Result> {
  return organizations.transaction(unit);
}

/**
 * Runs a unit of work in one transaction of the platform's home.
 * @source docs/rules.md#two-homes
 */
export function inPlatform<Result>(
  platform: PlatformSource,
  unit: (tx: PlatformTx) => Promise<Result>,
): Promise<Result> {
  return platform.transaction(unit);
}

/** The statements of a transaction as the ledger sends them, for a command that is a part of the transaction. */
export function queryOf(tx: OrganizationsTx): Query {
  return ({ text, values }) => tx.query(text, [...values]);
}

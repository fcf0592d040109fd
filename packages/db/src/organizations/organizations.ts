import type { Balance, Instant } from "@scrip/domain/ledger";
import type { DataSource, EntityManager } from "typeorm";
import { inOrganizations, seeOrganizations } from "../connection/organization-scope.ts";
import { OrganizationEntity, type OrganizationRow } from "./organization.entity.ts";
import { OrganizationRegistryEntity } from "./organization-registry.entity.ts";

/** An organization and the head of its ledger. */
export interface Organization extends Balance {
  readonly orgId: string;
  readonly name: string;
  readonly createdAt: Instant;
  /** The time of its test clock; `null` follows PostgreSQL's clock. */
  readonly clockAt: Instant | null;
  readonly catalogVersion: number;
  /** The number of its last entry, 0 before the first. */
  readonly seq: number;
  /** The time of its last entry, or of its creation. */
  readonly at: Instant;
}

export interface NewOrganization {
  /** The owner of the platform key that makes it; names and creation keys are unique under it. */
  readonly owner: string;
  readonly name: string;
  readonly creationKey: string;
  /** SHA-256 in hex of what the caller asked for, which tells a repetition from a reused key. */
  readonly payloadHash: string;
  readonly orgId: string;
  readonly clockAt: Instant | null;
  readonly catalogVersion: number;
}

/** The organization, made now or by an earlier call with the same key and payload; or why not. */
export type CreateOrganizationOutcome =
  | { readonly ok: true; readonly organization: Organization; readonly replayed: boolean }
  | { readonly ok: false; readonly refusal: "key_reused" | "name_taken" };

const NO_ENTRIES = Buffer.alloc(32);

/**
 * Makes an organization and claims its name and creation key, in one transaction. Safe to run twice
 * and at once: the same key and payload give the same organization.
 */
export async function createOrganization(app: DataSource, wanted: NewOrganization): Promise<CreateOrganizationOutcome> {
  return app.transaction(async (manager) => {
    const isClaimed = await claim(manager, wanted);
    if (!isClaimed) return earlierOutcome(manager, wanted);
    await seeOrganizations(manager, [wanted.orgId]);
    await insertOrganization(manager, wanted);
    return { ok: true, organization: await read(manager, wanted.orgId), replayed: false };
  });
}

/** The organization, or `undefined` if there is none with that id. */
export async function getOrganization(dataSource: DataSource, orgId: string): Promise<Organization | undefined> {
  return inOrganizations(dataSource, [orgId], async (manager) => {
    const row = await manager.findOneBy(OrganizationEntity, { orgId });
    return row === null ? undefined : toOrganization(row);
  });
}

export interface OrganizationList {
  readonly owner: string;
  readonly namePrefix?: string;
  /** The last name of the page before. */
  readonly after?: string;
  /** 100 if not given. */
  readonly limit?: number;
}

/** One page of an owner's organizations, by name. */
export async function listOrganizations(
  dataSource: DataSource,
  { owner, namePrefix = "", after = "", limit = 100 }: OrganizationList,
): Promise<{ orgId: string; name: string }[]> {
  return dataSource.query(
    `SELECT org_id AS "orgId", name FROM organization_registry
      WHERE owner = $1 AND starts_with(name, $2) AND name > $3 ORDER BY name LIMIT $4`,
    [owner, namePrefix, after, limit],
  );
}

/** Waits for a creation of the same name or key that is under way, and is false if that one is committed. */
async function claim(manager: EntityManager, wanted: NewOrganization): Promise<boolean> {
  const claimed: unknown[] = await manager.query(
    `INSERT INTO organization_registry (owner, name, creation_key, payload_hash, org_id)
      VALUES ($1, $2, $3, decode($4, 'hex'), $5) ON CONFLICT DO NOTHING RETURNING org_id`,
    [wanted.owner, wanted.name, wanted.creationKey, wanted.payloadHash, wanted.orgId],
  );
  return claimed.length === 1;
}

async function earlierOutcome(manager: EntityManager, wanted: NewOrganization): Promise<CreateOrganizationOutcome> {
  const { owner, name, creationKey, payloadHash, orgId } = wanted;
  const earlier = await manager.findOneBy(OrganizationRegistryEntity, { owner, creationKey });
  if (earlier === null) {
    if (await manager.existsBy(OrganizationRegistryEntity, { owner, name }))
      return { ok: false, refusal: "name_taken" };
    throw new Error(`The id ${orgId} is that of another organization.`);
  }
  if (earlier.payloadHash.toString("hex") !== payloadHash) return { ok: false, refusal: "key_reused" };
  await seeOrganizations(manager, [earlier.orgId]);
  return { ok: true, organization: await read(manager, earlier.orgId), replayed: true };
}

async function insertOrganization(manager: EntityManager, wanted: NewOrganization): Promise<void> {
  const clockAt = wanted.clockAt === null ? null : new Date(wanted.clockAt);
  const createdAt = clockAt ?? (await databaseTime(manager));
  await manager.insert(OrganizationEntity, {
    orgId: wanted.orgId,
    name: wanted.name,
    createdAt,
    clockAt,
    catalogVersion: wanted.catalogVersion,
    seq: 0,
    at: createdAt,
    hash: NO_ENTRIES,
    available: 0n,
    reserved: 0n,
    owed: 0n,
  });
}

async function databaseTime(manager: EntityManager): Promise<Date> {
  // Cut, since the column would round up, half a millisecond into the future.
  const rows: { now: Date }[] = await manager.query("SELECT date_trunc('milliseconds', clock_timestamp()) AS now");
  return (rows[0] as { now: Date }).now;
}

async function read(manager: EntityManager, orgId: string): Promise<Organization> {
  return toOrganization(await manager.findOneByOrFail(OrganizationEntity, { orgId }));
}

function toOrganization(row: OrganizationRow): Organization {
  const { orgId, name, catalogVersion, seq, available, reserved, owed } = row;
  const times = { createdAt: row.createdAt.getTime(), clockAt: row.clockAt?.getTime() ?? null, at: row.at.getTime() };
  return { orgId, name, catalogVersion, seq, available, reserved, owed, ...times };
}

import { randomUUIDv7 } from "node:crypto";
import type { Instant } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import type { PlatformSource, PlatformTx } from "../connection/home-source.ts";
import { ServiceKeyEntity, type ServiceKeyRow } from "./service-key.entity.ts";
import { newServiceKeyText, prefixOf, serviceKeyHash } from "./service-key-text.ts";

export interface NewServiceKey {
  /** For people, such as `scheduler, production`. */
  readonly name: string;
  /** The owner of the organizations that a platform key creates. */
  readonly owner: string;
  /** The one organization of an organization key; `null` makes a platform key. */
  readonly orgId: string | null;
  /** The organizations to which a platform key is limited. `null` means all. */
  readonly orgIds: readonly string[] | null;
  readonly scopes: readonly string[];
  readonly expiresAt: Instant | null;
  /** The most that it may use in a day and organization, in micro-USD; absent or `null` for no ceiling. */
  readonly dailyCeiling?: Micros | null;
  /** The person who makes it; absent or `null` for the command line. */
  readonly createdBy?: string | null;
}

/** A stored key. Its text is shown once, when the key is created. */
export interface ServiceKey extends NewServiceKey {
  readonly id: string;
  /** The first characters of its text; `null` for a key of an earlier version. */
  readonly prefix: string | null;
  readonly dailyCeiling: Micros | null;
  /** How often the ceiling was set; 0 means never, and then nothing counts what the key uses. */
  readonly ceilingVersion: number;
  readonly createdBy: string | null;
  readonly createdAt: Instant;
  readonly revokedAt: Instant | null;
  readonly lastUsedAt: Instant | null;
  readonly lastUsedFrom: string | null;
}

/**
 * Creates a service key.
 * @returns the key's id, and its text, which cannot be read again
 */
export async function createServiceKey(
  platform: PlatformTx,
  wanted: NewServiceKey,
): Promise<{ id: string; key: string }> {
  const id = randomUUIDv7();
  const key = newServiceKeyText(wanted.orgId === null ? "platform" : "organization");
  const { name, owner, orgId, orgIds, scopes, createdBy = null, dailyCeiling = null } = wanted;
  const expiresAt = wanted.expiresAt === null ? null : new Date(wanted.expiresAt);
  const version = dailyCeiling === null ? 0 : 1;
  await platform.query(
    `INSERT INTO service_keys (id, hash, prefix, name, owner, org_id, org_ids, scopes, expires_at, created_by,
        daily_ceiling, ceiling_version, created_at)
      VALUES ($1, decode($2, 'hex'), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,
        date_trunc('milliseconds', clock_timestamp()))`,
    [
      id,
      serviceKeyHash(key),
      prefixOf(key),
      name,
      owner,
      orgId,
      orgIds,
      scopes,
      expiresAt,
      createdBy,
      dailyCeiling,
      version,
    ],
  );
  return { id, key };
}

/** The keys with these ids that are usable now, by id. */
export async function findServiceKeysById(
  platform: PlatformSource,
  ids: readonly string[],
): Promise<Map<string, ServiceKey>> {
  const rows = await platform
    .repository(ServiceKeyEntity)
    .createQueryBuilder("key")
    .where("key.revokedAt IS NULL AND (key.expiresAt IS NULL OR key.expiresAt > clock_timestamp())")
    .andWhere("key.id = ANY (:ids)", { ids })
    .getMany();
  return new Map(rows.map((row) => [row.id, toServiceKey(row)]));
}

/** A key, usable or not. `null` if there is no key with that id. */
export async function getServiceKey(platform: PlatformTx, id: string): Promise<ServiceKey | null> {
  const row = await platform.repository(ServiceKeyEntity).findOneBy({ id });
  return row === null ? null : toServiceKey(row);
}

/** The name of a key, usable or not. `null` if there is no key with that id. */
export async function serviceKeyName(platform: PlatformSource, id: string): Promise<string | null> {
  const row = await platform.repository(ServiceKeyEntity).findOne({ where: { id }, select: { id: true, name: true } });
  return row?.name ?? null;
}

/** Revokes a key, with effect from now on. @returns false if there is no key with that id */
export async function revokeServiceKey(platform: PlatformTx, id: string): Promise<boolean> {
  const [, count]: [unknown, number] = await platform.query(
    "UPDATE service_keys SET revoked_at = coalesce(revoked_at, date_trunc('milliseconds', clock_timestamp())) WHERE id = $1",
    [id],
  );
  return count === 1;
}

/** Gives a key another name. @returns false if there is no key with that id that is not revoked */
export async function renameServiceKey(tx: PlatformTx, id: string, name: string): Promise<boolean> {
  const [, count]: [unknown, number] = await tx.query(
    "UPDATE service_keys SET name = $2 WHERE id = $1 AND revoked_at IS NULL",
    [id, name],
  );
  return count === 1;
}

/**
 * Sets the ceiling of a key. The key's row stays locked until the transaction ends.
 * @returns the version of the ceiling; `null` if there is no key with that id that is not revoked
 */
export async function setServiceKeyCeiling(
  tx: PlatformTx,
  id: string,
  dailyCeiling: Micros | null,
): Promise<number | null> {
  const [rows]: [{ version: number }[], number] = await tx.query(
    `UPDATE service_keys SET daily_ceiling = $2, ceiling_version = ceiling_version + 1
      WHERE id = $1 AND revoked_at IS NULL RETURNING ceiling_version AS version`,
    [id, dailyCeiling],
  );
  return rows[0]?.version ?? null;
}

/** The present version of a key's ceiling. The key's row stays locked until the transaction ends. */
export async function lockCeilingVersion(tx: PlatformTx, id: string): Promise<number | null> {
  const rows = await tx.query<{ version: number }[]>(
    "SELECT ceiling_version AS version FROM service_keys WHERE id = $1 FOR NO KEY UPDATE",
    [id],
  );
  return rows[0]?.version ?? null;
}

/** The last use of a key. */
export interface ServiceKeyUse {
  readonly id: string;
  readonly at: Instant;
  readonly from: string | null;
}

/** Writes the last uses of several keys in one statement. A later use that another process wrote stays. */
export async function writeLastUses(platform: PlatformTx, uses: readonly ServiceKeyUse[]): Promise<void> {
  await platform.query(
    `UPDATE service_keys k SET last_used_at = u.at, last_used_from = u.address
      FROM unnest($1::uuid[], $2::timestamptz[], $3::text[]) AS u (id, at, address)
      WHERE k.id = u.id AND (k.last_used_at IS NULL OR k.last_used_at < u.at)`,
    [uses.map(({ id }) => id), uses.map(({ at }) => new Date(at)), uses.map(({ from }) => from)],
  );
}

/** All keys, newest first, including revoked and expired keys. */
export async function listServiceKeys(platform: PlatformSource): Promise<ServiceKey[]> {
  const rows = await platform.repository(ServiceKeyEntity).find({ order: { createdAt: "DESC", id: "DESC" } });
  return rows.map(toServiceKey);
}

/** The newest keys of one organization, including revoked and expired keys. */
export async function listServiceKeysOf(platform: PlatformSource, orgId: string, limit: number): Promise<ServiceKey[]> {
  const rows = await platform
    .repository(ServiceKeyEntity)
    .find({ where: { orgId }, order: { createdAt: "DESC", id: "DESC" }, take: limit });
  return rows.map(toServiceKey);
}

/** Converts a row. */
export function toServiceKey({ hash: _hash, ...row }: ServiceKeyRow): ServiceKey {
  return {
    ...row,
    createdAt: row.createdAt.getTime(),
    expiresAt: row.expiresAt?.getTime() ?? null,
    revokedAt: row.revokedAt?.getTime() ?? null,
    lastUsedAt: row.lastUsedAt?.getTime() ?? null,
  };
}

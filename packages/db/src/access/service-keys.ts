import { randomUUIDv7 } from "node:crypto";
import type { Instant } from "@scrip/domain/ledger";
import type { PlatformSource } from "../connection/home-source.ts";
import { ServiceKeyEntity, type ServiceKeyRow } from "./service-key.entity.ts";
import { newServiceKeyText, serviceKeyHash } from "./service-key-text.ts";

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
}

/** A stored key. Its text is shown once, when the key is created. */
export interface ServiceKey extends NewServiceKey {
  readonly id: string;
  readonly createdAt: Instant;
  readonly revokedAt: Instant | null;
}

/**
 * Creates a service key. Needs the owner's data source, because the roles of processes may only read keys.
 * @returns the key's id, and its text, which cannot be read again
 */
export async function createServiceKey(
  owner: PlatformSource,
  wanted: NewServiceKey,
): Promise<{ id: string; key: string }> {
  const id = randomUUIDv7();
  const key = newServiceKeyText(wanted.orgId === null ? "platform" : "organization");
  const { name, orgId, orgIds, scopes } = wanted;
  const expiresAt = wanted.expiresAt === null ? null : new Date(wanted.expiresAt);
  await owner.query(
    `INSERT INTO service_keys (id, hash, name, owner, org_id, org_ids, scopes, expires_at, created_at)
      VALUES ($1, decode($2, 'hex'), $3, $4, $5, $6, $7, $8, date_trunc('milliseconds', clock_timestamp()))`,
    [id, serviceKeyHash(key), name, wanted.owner, orgId, orgIds, scopes, expiresAt],
  );
  return { id, key };
}

/**
 * The keys with these hashes that are usable now: neither revoked nor expired by PostgreSQL's clock.
 * @param hashes as `serviceKeyHash` returns them
 * @returns the keys by hash. The caller refuses a missing hash without giving the reason.
 */
export async function findServiceKeys(
  platform: PlatformSource,
  hashes: readonly string[],
): Promise<Map<string, ServiceKey>> {
  const rows = await platform
    .repository(ServiceKeyEntity)
    .createQueryBuilder("key")
    .where("key.hash = ANY (:hashes)", { hashes: hashes.map((hash) => Buffer.from(hash, "hex")) })
    .andWhere("key.revokedAt IS NULL AND (key.expiresAt IS NULL OR key.expiresAt > clock_timestamp())")
    .getMany();
  return new Map(rows.map((row) => [row.hash.toString("hex"), toServiceKey(row)]));
}

/** The name of a key, usable or not. `null` if there is no key with that id. */
export async function serviceKeyName(platform: PlatformSource, id: string): Promise<string | null> {
  const row = await platform.repository(ServiceKeyEntity).findOne({ where: { id }, select: { id: true, name: true } });
  return row?.name ?? null;
}

/** Revokes a key, with effect from now on. @returns false if there is no key with that id */
export async function revokeServiceKey(owner: PlatformSource, id: string): Promise<boolean> {
  const [, count]: [unknown, number] = await owner.query(
    "UPDATE service_keys SET revoked_at = coalesce(revoked_at, date_trunc('milliseconds', clock_timestamp())) WHERE id = $1",
    [id],
  );
  return count === 1;
}

/** All keys, newest first, including revoked and expired keys. */
export async function listServiceKeys(platform: PlatformSource): Promise<ServiceKey[]> {
  const rows = await platform.repository(ServiceKeyEntity).find({ order: { createdAt: "DESC", id: "DESC" } });
  return rows.map(toServiceKey);
}

function toServiceKey(row: ServiceKeyRow): ServiceKey {
  const { id, name, owner, orgId, orgIds, scopes } = row;
  const expiresAt = row.expiresAt?.getTime() ?? null;
  const revokedAt = row.revokedAt?.getTime() ?? null;
  return { id, name, owner, orgId, orgIds, scopes, createdAt: row.createdAt.getTime(), expiresAt, revokedAt };
}

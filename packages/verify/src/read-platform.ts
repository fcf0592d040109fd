import type pg from "pg";
import { type Cells, ms, readRows, text, whole, wholeOrNull } from "./read.ts";

/** A published catalog, or its copy in the organizations' home. */
export interface CatalogRow {
  readonly number: number;
  /** Lower-case hex. */
  readonly hash: string;
  /** SHA-256 of its text. */
  readonly computed: string;
  readonly publishedAt: number;
}

export interface RegistryRow {
  readonly owner: string;
  readonly name: string;
  readonly creationKey: string;
  readonly hashLength: number;
  readonly orgId: string;
  readonly clockAt: number | null;
  readonly catalogVersion: number;
}

export interface ServiceKeyRow {
  readonly id: string;
  readonly hash: string;
  readonly orgId: string | null;
  readonly orgIds: readonly string[];
  readonly scopes: readonly string[];
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
}

export interface ClaimRow {
  readonly kind: string;
  readonly ref: string;
  readonly dueAt: number;
  readonly tries: number;
  readonly hasProblem: boolean;
  readonly isParked: boolean;
}

/** An organization as its own home has it. */
export interface MadeRow {
  readonly orgId: string;
  readonly name: string;
  readonly hasClock: boolean;
  /** Whether a period of a subscription has its catalog, to which a renewal may have moved it. */
  readonly isSold: boolean;
  readonly catalogVersion: number;
}

/** A row that has no meaning, such as one without an owner. */
export interface UnreadRow {
  readonly rows: readonly string[];
  readonly message: string;
}

/** The rows of the platform, and the rows of organizations that follow from them. */
export interface PlatformRows {
  readonly now: number;
  readonly versions: readonly CatalogRow[];
  readonly copies: readonly CatalogRow[];
  readonly registry: readonly RegistryRow[];
  readonly keys: readonly ServiceKeyRow[];
  readonly claims: readonly ClaimRow[];
  readonly organizations: readonly MadeRow[];
  readonly unread: readonly UnreadRow[];
}

/**
 * Reads the platform's rows. The claims are read first: a creation that ends meanwhile has its row by the time that
 * organizations are read.
 * @returns `null` if the platform's home is not in this database
 */
export async function readPlatform(pool: pg.Pool, platform: pg.Pool): Promise<PlatformRows | null> {
  const [home] = await readRows(platform, "SELECT to_regclass('organization_registry')::text", []);
  if (home?.[0] == null) return null;
  const unread: UnreadRow[] = [];
  const all = async <Row>(from: pg.Pool, what: string, sql: string, read: (row: Cells) => Row): Promise<Row[]> =>
    (await readRows(from, sql, [])).flatMap((row) => {
      try {
        return [read(row)];
      } catch (error) {
        unread.push({ rows: [`${what} ${row[0] ?? "without id"}`], message: (error as Error).message });
        return [];
      }
    });
  const registry = await all(platform, "registered organization", REGISTRY, readRegistry);
  const versions = await all(platform, "catalog version", catalogs("catalog_versions"), readCatalog);
  const claims = await all(platform, "claim", CLAIMS, readClaim);
  const keys = await all(platform, "service key", SERVICE_KEYS, readServiceKey);
  const [now] = await readRows(platform, `SELECT ${ms("clock_timestamp()")}`, []);
  const copies = await all(pool, "catalog copy", catalogs("catalog_copies"), readCatalog);
  const organizations = await all(pool, "organization", ORGANIZATIONS, readMade);
  return { now: whole(now?.[0]), registry, versions, claims, keys, copies, organizations, unread };
}

const REGISTRY = `SELECT org_id, owner, name, creation_key, length(payload_hash), ${ms("clock_at")}, catalog_version FROM organization_registry`;
const CLAIMS = `SELECT ref, kind, ${ms("due_at")}, tries, problem IS NOT NULL, parked_at IS NOT NULL FROM platform_due`;
const SERVICE_KEYS = `SELECT id, encode(hash, 'hex'), org_id, to_json(org_ids), to_json(scopes), ${ms("created_at")},
    ${ms("expires_at")}, ${ms("revoked_at")} FROM service_keys`;
const ORGANIZATIONS = `
  SELECT org_id, name, clock_at IS NOT NULL, catalog_version, EXISTS (SELECT FROM subscription_periods p
    WHERE p.org_id = o.org_id AND p.catalog_version = o.catalog_version) FROM organizations o`;
const catalogs = (table: string): string => `
  SELECT number, encode(hash, 'hex'), encode(sha256(convert_to(catalog, 'UTF8')), 'hex'), ${ms("published_at")} FROM ${table}
  ORDER BY number`;

function readCatalog([number, hash, computed, publishedAt]: Cells): CatalogRow {
  return { number: whole(number), hash: text(hash), computed: text(computed), publishedAt: whole(publishedAt) };
}

function readRegistry([orgId, owner, name, creationKey, hashLength, clockAt, catalogVersion]: Cells): RegistryRow {
  return {
    orgId: text(orgId),
    owner: text(owner),
    name: text(name),
    creationKey: text(creationKey),
    hashLength: whole(hashLength),
    clockAt: wholeOrNull(clockAt),
    catalogVersion: whole(catalogVersion),
  };
}

function readServiceKey([id, hash, orgId, orgIds, scopes, createdAt, expiresAt, revokedAt]: Cells): ServiceKeyRow {
  return {
    id: text(id),
    hash: text(hash),
    orgId: orgId ?? null,
    orgIds: JSON.parse(orgIds ?? "[]") as string[],
    scopes: JSON.parse(text(scopes)) as string[],
    createdAt: whole(createdAt),
    expiresAt: wholeOrNull(expiresAt),
    revokedAt: wholeOrNull(revokedAt),
  };
}

function readClaim([ref, kind, dueAt, tries, hasProblem, isParked]: Cells): ClaimRow {
  return {
    ref: text(ref),
    kind: text(kind),
    dueAt: whole(dueAt),
    tries: whole(tries),
    hasProblem: hasProblem === "t",
    isParked: isParked === "t",
  };
}

function readMade([orgId, name, hasClock, catalogVersion, isSold]: Cells): MadeRow {
  return {
    orgId: text(orgId),
    name: text(name),
    hasClock: hasClock === "t",
    catalogVersion: whole(catalogVersion),
    isSold: isSold === "t",
  };
}

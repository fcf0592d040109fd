import type pg from "pg";
import { livesHere, type Places, readEachCell } from "./cells.ts";
import { type Cells, ms, readRows, text, whole, wholeOrNull } from "./read.ts";

/** A published catalog, or its copy in a cell. */
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
  /** The cell where it lives; `null` in a deployment that names no cells. */
  readonly cell: string | null;
  readonly orgId: string;
  readonly name: string;
  readonly hasClock: boolean;
  /** Whether a period of a subscription has its catalog, to which a renewal may have moved it. */
  readonly isSold: boolean;
  readonly catalogVersion: number;
}

/** The copies of the catalogs in one cell. */
export interface CellCopies {
  readonly cell: string | null;
  readonly copies: readonly CatalogRow[];
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
  readonly copies: readonly CellCopies[];
  readonly registry: readonly RegistryRow[];
  readonly keys: readonly ServiceKeyRow[];
  readonly claims: readonly ClaimRow[];
  readonly organizations: readonly MadeRow[];
  readonly unread: readonly UnreadRow[];
}

/** Whether the platform's home is in this database. */
export async function hasPlatform(platform: pg.Pool): Promise<boolean> {
  const [home] = await readRows(platform, "SELECT to_regclass('organization_registry')::text", []);
  return home?.[0] != null;
}

/**
 * Reads the platform's rows. The claims are read first: a creation that ends meanwhile has its row by the time that
 * organizations are read.
 */
export async function readPlatform({ cells, platform }: Places): Promise<PlatformRows> {
  const unread: UnreadRow[] = [];
  const readable =
    <Row>(what: string, read: (row: Cells) => Row) =>
    (row: Cells): Row | null => {
      try {
        return read(row);
      } catch (error) {
        unread.push({ rows: [`${what} ${row[0] ?? "without id"}`], message: (error as Error).message });
        return null;
      }
    };
  const all = async <Row>(what: string, sql: string, read: (row: Cells) => Row): Promise<Row[]> =>
    readOf((await readRows(platform, sql, [])).map(readable(what, read)));
  const registry = await all("registered organization", REGISTRY, readRegistry);
  const versions = await all("catalog version", catalogs("catalog_versions"), readCatalog);
  const claims = await all("claim", CLAIMS, readClaim);
  const keys = await all("service key", SERVICE_KEYS, readServiceKey);
  const [now] = await readRows(platform, `SELECT ${ms("clock_timestamp()")}`, []);
  const copies = (await readEachCell(cells, COPIES, readable("catalog copy", readCatalog))).map(({ cell, rows }) => ({
    cell,
    copies: readOf(rows),
  }));
  const made = await readEachCell(cells, ORGANIZATIONS, readable("organization", readMade));
  const organizations = made.flatMap(({ cell, rows }) => readOf(rows).map((row) => ({ cell, ...row })));
  return { now: whole(now?.[0]), registry, versions, claims, keys, copies, organizations, unread };
}

function readOf<Row>(rows: readonly (Row | null)[]): Row[] {
  return rows.filter((row) => row !== null);
}

const REGISTRY = `SELECT org_id, owner, name, creation_key, length(payload_hash), ${ms("clock_at")}, catalog_version FROM organization_registry`;
const CLAIMS = `SELECT ref, kind, ${ms("due_at")}, tries, problem IS NOT NULL, parked_at IS NOT NULL FROM platform_due`;
const SERVICE_KEYS = `SELECT id, encode(hash, 'hex'), org_id, to_json(org_ids), to_json(scopes), ${ms("created_at")},
    ${ms("expires_at")}, ${ms("revoked_at")} FROM service_keys`;
const ORGANIZATIONS = `
  SELECT org_id, name, clock_at IS NOT NULL, catalog_version, EXISTS (SELECT FROM subscription_periods p
    WHERE p.org_id = o.org_id AND p.catalog_version = o.catalog_version)
  FROM organizations o WHERE ${livesHere("o")}`;
const catalogs = (table: string): string => `
  SELECT number, encode(hash, 'hex'), encode(sha256(convert_to(catalog, 'UTF8')), 'hex'), ${ms("published_at")} FROM ${table}
  ORDER BY number`;
/** Every read of a cell has the same parameter. */
const COPIES = `WITH arrived AS (SELECT $1::uuid[]) ${catalogs("catalog_copies")}`;

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

function readMade([orgId, name, hasClock, catalogVersion, isSold]: Cells): Omit<MadeRow, "cell"> {
  return {
    orgId: text(orgId),
    name: text(name),
    hasClock: hasClock === "t",
    catalogVersion: whole(catalogVersion),
    isSold: isSold === "t",
  };
}

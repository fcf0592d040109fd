import { createHash, hash } from "node:crypto";
import type pg from "pg";
import type { VerifyCells } from "./cells.ts";
import type { CheckedHead, RowsBeside, SignedHead, SignedServiceKey } from "./head.ts";
import { type Cells, ms, readRows, streamRows, text, wholeOrNull } from "./read.ts";
import { hasPlatform } from "./read-platform.ts";

/** An organization, and the instant before which its keys count. */
interface Bound {
  readonly orgId: string;
  /** Milliseconds since 1970. */
  readonly before: number;
}

/** Heads that were checked, and the cell where they were. */
export type BoundHead = CheckedHead & Bound & { readonly cell: string | null };

/**
 * The instant before which an organization's keys are complete: the time of its last entry. A command has at least the
 * time of the entry before it, under the lock of the organization. So a key that is recorded later, or whose
 * transaction is still open, has this time or a later one, whatever a clock does. Before the first entry, the start of a
 * test clock can set the time back, so no key counts.
 */
export function boundOf({ seq, at }: { readonly seq: number; readonly at: number }): number {
  return seq === 0 ? 0 : at;
}

/** How many organizations one read covers. */
const AT_ONCE = 500;

/**
 * Reads the rows of organizations that no hash covers, as digests. A row is a line: its columns as a JSON array of texts,
 * then a line feed. Rows are read as they arrive, in the order of their keys.
 * The keys are those of the cell where an organization was checked: it keeps them when the organization moves.
 * @source docs/proof.md#a-head-outside-the-database
 */
export async function readBeside(
  { cells, platform }: VerifyCells,
  bounds: readonly (Bound & { readonly cell: string | null })[],
): Promise<Map<string, RowsBeside>> {
  const found = new Map<string, RowsBeside>();
  if (bounds.length === 0) return found;
  const hasRegistry = await hasPlatform(platform);
  const ofCells = Map.groupBy(bounds, ({ cell }) => cell);
  const reads = cells.flatMap(({ name, pool }) => inParts(ofCells.get(name) ?? []).map((some) => ({ pool, some })));
  for (const { pool, some } of reads) {
    const orgIds = some.map(({ orgId }) => orgId);
    const keys = await readDigests(pool, KEYS, [orgIds, some.map(({ before }) => before)]);
    const registrations = hasRegistry ? await readDigests(platform, REGISTRATIONS, [orgIds]) : new Map();
    for (const { orgId, before } of some)
      found.set(orgId, {
        registration: registrations.get(orgId)?.hash ?? null,
        keys: { before, ...(keys.get(orgId) ?? { count: 0, hash: hash("sha256", "") }) },
      });
  }
  return found;
}

function inParts<Item>(items: readonly Item[]): (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / AT_ONCE) }, (_, part) =>
    items.slice(part * AT_ONCE, (part + 1) * AT_ONCE),
  );
}

/** Reads what a list of these heads signs. The rows never change, so they can be read after the heads. */
export async function readRowsToSign(
  homes: VerifyCells,
  heads: readonly BoundHead[],
): Promise<{ heads: Required<SignedHead>[]; serviceKeys: SignedServiceKey[] }> {
  const besides = await readBeside(homes, heads);
  const signed = heads.flatMap(({ orgId, seq, hash, audit }) => {
    const beside = besides.get(orgId);
    return beside === undefined ? [] : [{ orgId, seq, hash, beside, audit }];
  });
  return { heads: signed, serviceKeys: await readSignedServiceKeys(homes.platform) };
}

/** Reads all service keys, by id. There are few. */
export async function readSignedServiceKeys(platform: pg.Pool): Promise<SignedServiceKey[]> {
  if (!(await hasPlatform(platform))) return [];
  return (await readRows(platform, SERVICE_KEYS, [])).map(([revokedAt, ...columns]) => ({
    id: text(columns[0]),
    hash: hash("sha256", lineOf(columns)),
    revokedAt: wholeOrNull(revokedAt),
  }));
}

/** An instant in whole milliseconds, as text that is the same in every version and session. */
const millis = (column: string): string => `trunc(${ms(column)})`;

const KEYS = `
  SELECT k.org_id, k.operation, k.key, encode(k.payload_hash, 'hex'), k.accepted, k.outcome, ${millis("k.at")}
  FROM unnest($1::uuid[], $2::bigint[]) AS b (org_id, before)
    JOIN idempotency_keys k ON k.org_id = b.org_id AND ${ms("k.at")} < b.before
  ORDER BY k.org_id, k.operation COLLATE "C", k.key COLLATE "C"`;
const REGISTRATIONS = `
  SELECT org_id, owner, name, creation_key, encode(payload_hash, 'hex'), ${millis("clock_at")}, catalog_version
  FROM organization_registry WHERE org_id = ANY ($1) ORDER BY org_id, owner COLLATE "C", name COLLATE "C"`;
const SERVICE_KEYS = `
  SELECT ${millis("revoked_at")}, id, encode(hash, 'hex'), name, owner, org_id, to_json(org_ids), to_json(scopes),
    ${millis("created_at")}, ${millis("expires_at")}
  FROM service_keys ORDER BY id`;

/** @returns the number and the hash of each organization's rows; the first column is the organization */
async function readDigests(
  pool: pg.Pool,
  sql: string,
  values: unknown[],
): Promise<Map<string, { count: number; hash: string }>> {
  const digests = new Map<string, { count: number; hash: ReturnType<typeof createHash> }>();
  const client = await pool.connect();
  try {
    await streamRows(client, sql, values, ([orgId, ...columns]) => {
      const digest = digests.get(text(orgId)) ?? { count: 0, hash: createHash("sha256") };
      digest.count += 1;
      digest.hash.update(lineOf(columns));
      digests.set(text(orgId), digest);
    });
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
  return new Map([...digests].map(([orgId, { count, hash }]) => [orgId, { count, hash: hash.digest("hex") }]));
}

function lineOf(columns: Cells): string {
  return `${JSON.stringify(columns)}\n`;
}

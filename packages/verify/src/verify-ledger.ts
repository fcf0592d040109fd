import type pg from "pg";
import { OrganizationCheck } from "./check-organization.ts";
import type { Finding } from "./finding.ts";
import type { Head } from "./head.ts";
import { inTurns, packGroups } from "./ranges.ts";
import { readRows, text, whole } from "./read.ts";
import { readNumbersBefore, readOpenings } from "./read-opening.ts";
import { readSnapshots } from "./read-snapshot.ts";
import { readStrays } from "./read-strays.ts";
import type { Snapshot } from "./rows.ts";
import { findUnreferenced, walkEntries, walkMeters } from "./walk.ts";

/** The progress of a verification. */
export interface VerifyProgress {
  readonly organizations: number;
  readonly organizationsDone: number;
  /** Entries read so far. */
  readonly entries: number;
  /** Approximate, because the ledger may write more entries meanwhile. */
  readonly entriesInAll: number;
}

export interface VerifyOptions {
  /** A pool of the role `scrip_verify`, with at least two connections. Verification only reads. */
  readonly pool: pg.Pool;
  /** The organizations to check; all of them if absent. */
  readonly orgIds?: readonly string[];
  /** Heads that were saved outside the database; their entries must still exist unchanged (L11). */
  readonly heads?: readonly Head[];
  /**
   * Checks only the entries since an instant (milliseconds), or since `heads`. Earlier entries are only added
   * up as stored; their hashes and the single entries are not checked. An organization without a head is
   * checked from its first entry.
   */
  readonly since?: number | "heads";
  /** Called with the head of each organization that was checked to its end without a finding. */
  readonly onHead?: (head: Head) => void;
  readonly onProgress?: (progress: VerifyProgress) => void;
  readonly signal?: AbortSignal;
}

/** The result of a verification; `ok` if there is no finding. */
export interface VerifyResult {
  readonly ok: boolean;
  readonly organizations: number;
  /** The number of replayed entries. */
  readonly entries: number;
  readonly findings: Finding[];
}

/** A group of organizations has about this many entries at most; `atOnce` groups are read at a time. */
const GROUP = { entries: 50_000, organizations: 500, atOnce: 2 };

/**
 * Replays the ledger from its entries and reports violated invariants, with code independent of the writer's.
 * It works on live data: one snapshot reads an organization's head and its mutable rows, then short reads
 * walk the entries up to that head.
 * @throws the reason of the aborted signal
 * @source docs/rules.md#verify; docs/proof.md
 */
export async function verifyLedger(options: VerifyOptions): Promise<VerifyResult> {
  const { pool, orgIds = null, onHead } = options;
  const organizations = await readRows(pool, ORGANIZATIONS, [orgIds]);
  const entriesInAll = organizations.reduce((sum, [, seq]) => sum + whole(seq), 0);
  const progress = { organizations: organizations.length, organizationsDone: 0, entries: 0, entriesInAll };
  const groups = packGroups(organizations, ([, seq]) => whole(seq), GROUP.entries, GROUP.organizations);
  const headOf = new Map(options.heads?.map((head) => [head.orgId, head]));
  const found = await inTurns(groups, GROUP.atOnce, async (group) => {
    const checks = await checkGroup(
      options,
      headOf,
      group.map(([orgId]) => text(orgId)),
      (entries, skipped) => {
        progress.entries += entries;
        progress.entriesInAll -= skipped;
        options.onProgress?.({ ...progress });
      },
    );
    progress.organizationsDone += group.length;
    options.onProgress?.({ ...progress });
    return checks.flatMap((check) => {
      const findings = check.end();
      if (findings.length === 0) onHead?.(check.head);
      return findings;
    });
  });
  const known = new Set(organizations.map(([orgId]) => text(orgId)));
  const findings = [
    ...found.flat(),
    ...missingOrganizations(options, known),
    ...(orgIds === null ? await strayRows(pool) : []),
  ];
  return { ok: findings.length === 0, organizations: organizations.length, entries: progress.entries, findings };
}

const ORGANIZATIONS = `
  SELECT org_id, seq FROM organizations WHERE $1::uuid[] IS NULL OR org_id = ANY ($1) ORDER BY org_id`;

/** @returns checks that have taken all entries and charges, but are not ended yet */
async function checkGroup(
  options: VerifyOptions,
  headOf: ReadonlyMap<string, Head>,
  orgIds: readonly string[],
  onRead: (entries: number, skipped: number) => void,
): Promise<OrganizationCheck[]> {
  const { pool, signal, since } = options;
  signal?.throwIfAborted();
  const snapshots = await readSnapshots(pool, orgIds);
  const numbers = await firstNumbers(options, snapshots, headOf);
  const openings = await readOpenings(
    pool,
    numbers.filter(({ seq }) => seq > 0),
  );
  const checks = snapshots.map((snapshot) => {
    const { orgId } = snapshot.head;
    return new OrganizationCheck(snapshot, openings.get(orgId), headOf.get(orgId));
  });
  const walk = { pool, checks, signal };
  onRead(
    0,
    checks.reduce((sum, { after }) => sum + after, 0),
  );
  await walkEntries(walk, (entries) => onRead(entries, 0));
  await walkMeters(walk);
  // These can only be found by reading all rows from the first entry, so a partial run skips them.
  if (since === undefined) await findUnreferenced(walk);
  return checks;
}

/** For each organization, the number of the entry after which checking begins; 0 checks all entries. */
async function firstNumbers(
  { pool, since }: VerifyOptions,
  snapshots: readonly Snapshot[],
  headOf: ReadonlyMap<string, Head>,
): Promise<{ orgId: string; seq: number }[]> {
  if (since === undefined) return [];
  const heads = snapshots.map(({ head }) => head);
  const before =
    since === "heads"
      ? heads.map(({ orgId }) => headOf.get(orgId)?.seq ?? 0)
      : await readNumbersBefore(
          pool,
          heads.map(({ orgId }) => orgId),
          since,
        );
  // The snapshot does not contain entries written after it.
  return heads.map(({ orgId, lastSeq }, index) => ({ orgId, seq: Math.min(lastSeq, before[index] ?? 0) }));
}

/** L11: known heads of organizations that no longer exist. */
function missingOrganizations({ heads = [], orgIds }: VerifyOptions, known: ReadonlySet<string>): Finding[] {
  const missing = heads.filter(({ orgId }) => !known.has(orgId) && (orgIds?.includes(orgId) ?? true));
  return missing.map(({ orgId, seq }) => ({
    invariant: "L11",
    orgId,
    rows: [`organization ${orgId}`],
    message: `the signed list has this organization, with ${seq} entries; it does not exist`,
  }));
}

/** L28: rows whose organization does not exist. */
async function strayRows(pool: pg.Pool): Promise<Finding[]> {
  return (await readStrays(pool)).map(({ orgId, table }) => ({
    invariant: "L28",
    orgId,
    rows: [`organization ${orgId}`, table],
    message: `${table} has rows of an organization that does not exist`,
  }));
}

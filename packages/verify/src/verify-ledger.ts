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
import { walkEntries, walkMeters, walkTheRest } from "./walk.ts";

/** How far a verification has come. */
export interface VerifyProgress {
  readonly organizations: number;
  readonly organizationsDone: number;
  /** So many were read, of about so many in all: writing goes on. */
  readonly entries: number;
  readonly entriesInAll: number;
}

export interface VerifyOptions {
  /** Of the role `scrip_verify`, with at least two connections. It is only read. */
  readonly pool: pg.Pool;
  /** All organizations where absent. */
  readonly orgIds?: readonly string[];
  /** Heads that somebody kept outside the database: they must still be there (L11). */
  readonly heads?: readonly Head[];
  /**
   * Checks only the entries since an instant (milliseconds), or since `heads`. What is before is added
   * up as it is stored: its hashes and its single entries are not looked at. An organization without a
   * head is checked from its first entry.
   */
  readonly since?: number | "heads";
  /** Hears of the head of each organization that was checked to its end without a finding. */
  readonly onHead?: (head: Head) => void;
  readonly onProgress?: (progress: VerifyProgress) => void;
  readonly signal?: AbortSignal;
}

/** `ok` where there is no finding. */
export interface VerifyResult {
  readonly ok: boolean;
  readonly organizations: number;
  /** How many were replayed. */
  readonly entries: number;
  readonly findings: Finding[];
}

/** How much of small organizations is read together, and how many such groups at once. */
const GROUP = { entries: 50_000, organizations: 500, atOnce: 2 };

/**
 * Replays the ledger from its entries and names what does not hold, by other code than wrote it. It
 * works on live data: for each organization one snapshot reads its head and all rows that change,
 * short reads then walk the entries up to that head.
 * @throws what the signal was aborted with
 * @source INVARIANTS 5; DESIGN 3: "`scrip verify` replays everything"; docs/proof.md
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
  const findings = [...found.flat(), ...goneOf(options, known), ...(orgIds === null ? await straysOf(pool) : [])];
  return { ok: findings.length === 0, organizations: organizations.length, entries: progress.entries, findings };
}

const ORGANIZATIONS = `
  SELECT org_id, seq FROM organizations WHERE $1::uuid[] IS NULL OR org_id = ANY ($1) ORDER BY org_id`;

/** @returns checks that have seen all but the end */
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
  // Nothing leads to these but reading all of them, however far back they are.
  if (since === undefined) await walkTheRest(walk);
  return checks;
}

/** The number of the entry of each organization after which checking begins, 0 for all of it. */
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
  // What was written after the snapshot is not in it.
  return heads.map(({ orgId, lastSeq }, index) => ({ orgId, seq: Math.min(lastSeq, before[index] ?? 0) }));
}

/** L11: heads of organizations that are not there any more. */
function goneOf({ heads = [], orgIds }: VerifyOptions, known: ReadonlySet<string>): Finding[] {
  const gone = heads.filter(({ orgId }) => !known.has(orgId) && (orgIds?.includes(orgId) ?? true));
  return gone.map(({ orgId, seq }) => ({
    invariant: "L11",
    orgId,
    rows: [`organization ${orgId}`],
    message: `the signed list has this organization, with ${seq} entries; it is not there`,
  }));
}

/** L28: rows whose organization is not there. */
async function straysOf(pool: pg.Pool): Promise<Finding[]> {
  return (await readStrays(pool)).map(({ orgId, table }) => ({
    invariant: "L28",
    orgId,
    rows: [`organization ${orgId}`, table],
    message: `${table} has rows of an organization that is not there`,
  }));
}

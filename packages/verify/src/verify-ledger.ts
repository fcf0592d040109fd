import type pg from "pg";
import { checkBeside, checkSignedServiceKeys } from "./check-beside.ts";
import { checkCodes } from "./check-codes.ts";
import { findInCounters } from "./check-counters.ts";
import { checkDatabase } from "./check-database.ts";
import { OrganizationCheck } from "./check-organization.ts";
import { checkPeople, inBoth, type PeopleFinding } from "./check-people.ts";
import { checkPlatform } from "./check-platform.ts";
import { checkDocuments } from "./documents/check-documents.ts";
import { readDocuments } from "./documents/read-documents.ts";
import { type Finding, Findings } from "./finding.ts";
import type { ChainHead, CheckedHead, Head, SignedHead, SignedServiceKey } from "./head.ts";
import { checkRegistry } from "./payments/check-registry.ts";
import { readRegistry } from "./payments/read-registry.ts";
import { inTurns, packGroups } from "./ranges.ts";
import { readRows, text, whole } from "./read.ts";
import { checkAudits, checkPlatformAudit } from "./read-audit.ts";
import { boundOf, readBeside, readSignedServiceKeys } from "./read-beside.ts";
import { readCodes } from "./read-codes.ts";
import { readNumbersBefore, readOpenings } from "./read-opening.ts";
import { readPeople } from "./read-people.ts";
import { readPlatform } from "./read-platform.ts";
import { readSnapshots } from "./read-snapshot.ts";
import { readStrays } from "./read-strays.ts";
import type { Snapshot } from "./rows.ts";
import { findUnreferenced, walkEntries, walkMetered, walkMeters } from "./walk.ts";

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
  /** A pool of the same role in the platform's home, if that is not in the schema of the organizations' home. */
  readonly platform?: pg.Pool;
  /** The organizations to check; all of them if absent. Only then are the platform and the database itself checked. */
  readonly orgIds?: readonly string[];
  /**
   * Heads that were saved outside the database; their entries must still exist unchanged (L11, L32), and so must the rows
   * beside them (L13).
   */
  readonly heads?: readonly SignedHead[];
  /** Service keys that were saved with them; they are compared in a run over all organizations (L28). */
  readonly serviceKeys?: readonly SignedServiceKey[];
  /** The head of the platform's audit log that was saved with them, compared in the same runs (L32). */
  readonly platformAudit?: ChainHead;
  /**
   * Checks only the entries of the ledger since an instant (milliseconds), or since `heads`. Earlier entries are only added
   * up as stored; their hashes and the single entries are not checked. An organization without a head is
   * checked from its first entry. Audit logs are always replayed whole.
   */
  readonly since?: number | "heads";
  /**
   * Called with the heads of each organization that was checked to its end without a finding, and with the instant
   * before which its keys can be signed.
   */
  readonly onHead?: (head: CheckedHead, before: number) => void;
  /** Called with the head of the platform's audit log, if it was checked without a finding. */
  readonly onPlatformAudit?: (head: ChainHead) => void;
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
  const auditHeadOf = new Map(options.heads?.map(({ orgId, audit }) => [orgId, audit]));
  const found = await inTurns(groups, GROUP.atOnce, async (group) => {
    const ids = group.map(([orgId]) => text(orgId));
    const checks = await checkGroup(options, headOf, ids, (entries, skipped) => {
      progress.entries += entries;
      progress.entriesInAll -= skipped;
      options.onProgress?.({ ...progress });
    });
    const audits = await checkAudits(pool, ids, auditHeadOf);
    progress.organizationsDone += group.length;
    options.onProgress?.({ ...progress });
    return checks.flatMap((check) => {
      const audit = audits.get(check.orgId);
      const findings = [...check.end(), ...(audit?.findings ?? [])];
      if (findings.length === 0 && audit !== undefined)
        onHead?.({ ...check.head, audit: audit.head }, boundOf(check.snapshot.head));
      return findings;
    });
  });
  const known = new Set(organizations.map(([orgId]) => text(orgId)));
  const findings = [
    ...found.flat(),
    ...missingOrganizations(options, known),
    ...(options.since === undefined ? await signedRows(options, known) : []),
    ...(orgIds === null ? [...(await strayRows(pool)), ...(await wholeDatabase(options))] : []),
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
  if (since === undefined) {
    await walkMetered(walk);
    await findUnreferenced(walk);
  }
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

/** L13, L28: rows beside the chain that are not those of the signed list. */
async function signedRows(options: VerifyOptions, known: ReadonlySet<string>): Promise<Finding[]> {
  const { pool, platform = pool, orgIds, heads = [], serviceKeys = [] } = options;
  const signed = heads.flatMap(({ orgId, beside }) => (beside && known.has(orgId) ? [{ orgId, beside }] : []));
  const bounds = signed.map(({ orgId, beside }) => ({ orgId, before: beside.keys.before }));
  const found = await readBeside(pool, platform, bounds);
  const ofOrganizations = signed.flatMap(({ orgId, beside }) => {
    const findings = new Findings(orgId);
    const now = found.get(orgId);
    if (now !== undefined) checkBeside(orgId, beside, now, findings.report);
    return findings.all();
  });
  const ofPlatform = new Findings(null);
  if (orgIds === undefined && serviceKeys.length > 0)
    checkSignedServiceKeys(serviceKeys, await readSignedServiceKeys(platform), ofPlatform.report);
  return [...ofOrganizations, ...ofPlatform.all()];
}

/** The findings about the platform, and about the rights, triggers and functions of the database. */
async function wholeDatabase(options: VerifyOptions): Promise<Finding[]> {
  const { pool, platform = pool } = options;
  const ofPlatform = new Findings(null);
  const rows = await readPlatform(pool, platform);
  if (rows !== null) {
    checkPlatform(rows, ofPlatform.report);
    const found = [
      ...(await findInPeople(pool, platform)),
      ...(await findInCodes(pool, platform)),
      ...(await findInPayments(pool, platform)),
      ...(await findInDocuments(pool, platform)),
      ...(await findInCounters(pool)),
    ];
    for (const { invariant, rows: names, message } of found) ofPlatform.report(invariant, names, message);
  }
  const ofDatabase = new Findings(null);
  await checkDatabase(pool, platform, ofDatabase.report);
  return [...ofPlatform.all(), ...(await platformAudit(options)), ...ofDatabase.all()];
}

/** L32: the audit log of the platform. */
async function platformAudit(options: VerifyOptions): Promise<readonly Finding[]> {
  const { pool, platform = pool, platformAudit: known, onPlatformAudit } = options;
  const audit = await checkPlatformAudit(platform, known);
  if (audit === null) return [];
  if (audit.findings.length === 0) onPlatformAudit?.(audit.head);
  return audit.findings;
}

/** The contradictions between the rows about people that two reads show. */
async function findInPeople(pool: pg.Pool, platform: pg.Pool): Promise<PeopleFinding[]> {
  const found = checkPeople(await readPeople(pool, platform));
  return found.length === 0 ? [] : inBoth(found, checkPeople(await readPeople(pool, platform)));
}

/** The contradictions between the rows about redeem codes that two reads show. */
async function findInCodes(pool: pg.Pool, platform: pg.Pool): Promise<PeopleFinding[]> {
  const found = checkCodes(await readCodes(pool, platform));
  return found.length === 0 ? [] : inBoth(found, checkCodes(await readCodes(pool, platform)));
}

/** The contradictions between the rows about payments that two reads show. */
async function findInDocuments(pool: pg.Pool, platform: pg.Pool): Promise<PeopleFinding[]> {
  const found = checkDocuments(await readDocuments(pool, platform));
  return found.length === 0 ? [] : inBoth(found, checkDocuments(await readDocuments(pool, platform)));
}

async function findInPayments(pool: pg.Pool, platform: pg.Pool): Promise<PeopleFinding[]> {
  const found = checkRegistry(await readRegistry(pool, platform));
  return found.length === 0 ? [] : inBoth(found, checkRegistry(await readRegistry(pool, platform)));
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

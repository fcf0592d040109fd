import type pg from "pg";
import { ofCell, type Place } from "./cells.ts";
import { OrganizationCheck } from "./check-organization.ts";
import type { Finding } from "./finding.ts";
import type { Head, SignedHead } from "./head.ts";
import { inTurns, packGroups } from "./ranges.ts";
import { checkAudits } from "./read-audit.ts";
import { boundOf } from "./read-beside.ts";
import { readNumbersBefore, readOpenings } from "./read-opening.ts";
import { readSnapshots } from "./read-snapshot.ts";
import type { Snapshot } from "./rows.ts";
import type { VerifyTerms } from "./verify-terms.ts";
import { findUnreferenced, walkEntries, walkMetered, walkMeters } from "./walk.ts";

/** A group of organizations has about this many entries at most; `atOnce` groups are read at a time. */
const GROUP = { entries: 50_000, organizations: 500, atOnce: 2 };
/** An organization that is to be checked, where it lives. */
export interface Listed {
  readonly orgId: string;
  readonly seq: number;
  readonly place: Place;
}

/** The organizations of one run. */
export class Run {
  /** The cell where each organization was checked. */
  readonly checked = new Map<string, string | null>();
  readonly progress = { organizations: 0, organizationsDone: 0, entries: 0, entriesInAll: 0 };
  readonly #terms: VerifyTerms;
  readonly #headOf: ReadonlyMap<string, SignedHead>;

  constructor(terms: VerifyTerms) {
    this.#terms = terms;
    this.#headOf = new Map(terms.heads?.map((head) => [head.orgId, head]));
  }

  /** Checks organizations. One that does not live in its place any more is left for a later round. */
  async check(listed: readonly Listed[]): Promise<Finding[]> {
    const { progress } = this;
    progress.organizations = progress.organizationsDone + listed.length;
    progress.entriesInAll = progress.entries + listed.reduce((sum, { seq }) => sum + seq, 0);
    const groups = [...Map.groupBy(listed, ({ place }) => place)].flatMap(([place, ofPlace]) =>
      [...packGroups(ofPlace, ({ seq }) => seq, GROUP.entries, GROUP.organizations)].map((group) => ({ place, group })),
    );
    return (
      await inTurns(groups, GROUP.atOnce, ({ place, group }) => {
        this.#terms.signal?.throwIfAborted();
        return ofCell(place, () => this.#checkGroup(place, group));
      })
    ).flat();
  }

  async #checkGroup(place: Place, group: readonly Listed[]): Promise<Finding[]> {
    const { progress } = this;
    const { onProgress, onHead } = this.#terms;
    const ids = group.map(({ orgId }) => orgId);
    const checks = await this.#readGroup(place, ids);
    const here = checks.map(({ orgId }) => orgId);
    const auditHeadOf = new Map(here.map((orgId) => [orgId, this.#headOf.get(orgId)?.audit]));
    const audits = await checkAudits(place.pool, here, auditHeadOf);
    for (const orgId of here) this.checked.set(orgId, place.name);
    progress.organizationsDone += ids.filter((orgId) => this.checked.has(orgId)).length;
    onProgress?.({ ...progress });
    return checks.flatMap((check) => {
      const audit = audits.get(check.orgId);
      const findings = [...check.end(), ...(audit?.findings ?? [])];
      if (findings.length === 0 && audit !== undefined) {
        const before = boundOf(check.snapshot.head);
        onHead?.({ ...check.head, audit: audit.head, before, cell: place.name });
      }
      return findings;
    });
  }

  #onRead(entries: number, skipped: number): void {
    this.progress.entries += entries;
    this.progress.entriesInAll -= skipped;
    this.#terms.onProgress?.({ ...this.progress });
  }

  /** @returns checks that have taken all entries and charges, but are not ended yet */
  async #readGroup(place: Place, orgIds: readonly string[]): Promise<OrganizationCheck[]> {
    const { pool } = place;
    const { signal, since } = this.#terms;
    const snapshots = await readSnapshots(place, orgIds);
    const numbers = await firstNumbers(pool, since, snapshots, this.#headOf);
    const openings = await readOpenings(
      pool,
      numbers.filter(({ seq }) => seq > 0),
    );
    const checks = snapshots.map((snapshot) => {
      const { orgId } = snapshot.head;
      return new OrganizationCheck(snapshot, openings.get(orgId), this.#headOf.get(orgId));
    });
    const walk = { pool, checks, signal };
    this.#onRead(
      0,
      checks.reduce((sum, { after }) => sum + after, 0),
    );
    await walkEntries(walk, (entries) => this.#onRead(entries, 0));
    await walkMeters(walk);
    // These can only be found by reading all rows from the first entry, so a partial run skips them.
    if (since === undefined) {
      await walkMetered(walk);
      await findUnreferenced(walk);
    }
    return checks;
  }
}

/** For each organization, the number of the entry after which checking begins; 0 checks all entries. */
async function firstNumbers(
  pool: pg.Pool,
  since: VerifyTerms["since"],
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

import type pg from "pg";
import type { MeterCheck } from "./check-meter.ts";
import type { OrganizationCheck } from "./check-organization.ts";
import { readMetered } from "./metered/read-metered.ts";
import { packRanges, type Range, readAhead } from "./ranges.ts";
import { type Meter, readLostMeters, readMeters, readRepeatedCharges } from "./read-charges.ts";
import { readEntries } from "./read-entries.ts";
import { readRepeatedKeys } from "./read-keys.ts";
import { readLoose } from "./read-loose.ts";

/** A group of organizations that is walked together. */
export interface Walk {
  readonly pool: pg.Pool;
  readonly checks: readonly OrganizationCheck[];
  readonly signal: AbortSignal | undefined;
}

/** How many immutable rows one read returns at most. */
const ROWS_AT_ONCE = 5_000;

/** Passes each entry to its organization's check, in order. */
export async function walkEntries({ pool, checks, signal }: Walk, onRead: (entries: number) => void): Promise<void> {
  const ranges = checks.map((check) => ({ subject: check, after: check.after, upTo: check.snapshot.head.lastSeq }));
  const reads = readAhead(packRanges(ranges, ROWS_AT_ONCE), (read) => readEntries(pool, read, ({ orgId }) => orgId));
  for await (const read of reads) {
    signal?.throwIfAborted();
    let count = 0;
    for (const { subject, entries, loose, malformed } of read) {
      for (const entry of entries) subject.entry(entry);
      for (const { seq, message } of malformed) subject.report("L9", [`entry ${seq}`], message);
      for (const seq of loose) subject.report("L28", [`entry ${seq}`], "postings name an entry that does not exist");
      count += entries.length;
    }
    onRead(count);
  }
}

/** A job whose charges are being read. */
interface OpenMeter extends Meter {
  readonly check: MeterCheck;
}

/** Passes each charge of a job to the check of its meter. Runs after the entries, which show the charged jobs. */
export async function walkMeters({ pool, checks, signal }: Walk): Promise<void> {
  const meters: Range<OpenMeter>[] = [];
  for (const organization of checks)
    for (const job of organization.snapshot.jobs) {
      if (!organization.ranSince(job)) continue;
      const subject = { orgId: organization.orgId, jobId: job.id, check: organization.meter(job) };
      meters.push({ subject, after: 0, upTo: job.lastLeg });
    }
  for await (const read of readAhead(packRanges(meters, ROWS_AT_ONCE), (ranges) => readMeters(pool, ranges))) {
    signal?.throwIfAborted();
    for (const found of read)
      if ("charge" in found) found.subject.check.charge(found.charge);
      else found.subject.check.malformed(found.id, found.problem);
  }
  for (const { subject } of meters) subject.check.end();
}

/** Passes each charge of an endpoint, of storage and of a usage event to its organization's check. */
export async function walkMetered({ pool, checks, signal }: Walk): Promise<void> {
  const byId = new Map(checks.map((check) => [check.orgId, check.metered()]));
  for await (const read of readMetered(pool, [...byId.keys()])) {
    signal?.throwIfAborted();
    for (const found of read)
      if ("charge" in found) byId.get(found.orgId)?.charge(found.charge);
      else byId.get(found.orgId)?.malformed(found.id, found.problem);
  }
  for (const check of byId.values()) check.end();
}

/** Finds rows that neither an entry nor a job leads to: repeated charges and keys, and charges of missing jobs. */
export async function findUnreferenced({ pool, checks, signal }: Walk): Promise<void> {
  const byId = new Map(checks.map((check) => [check.orgId, check]));
  const orgIds = [...byId.keys()];
  const heads = checks.map(({ orgId, snapshot }) => ({ orgId, seq: snapshot.head.lastSeq }));
  signal?.throwIfAborted();
  for (const { orgId, id, entries } of await readRepeatedCharges(pool, orgIds))
    byId.get(orgId)?.report("L12", [`charge ${id}`], `${entries} entries have this charge as their cause`);
  for (const { orgId, jobId } of await readLostMeters(pool, orgIds))
    byId.get(orgId)?.report("L28", [`job ${jobId}`], "charges name a job that this organization does not have");
  for (const { orgId, what, seq, problem } of await readLoose(pool, heads))
    byId.get(orgId)?.report("L28", [`${what} ${seq}`], problem);
  for (const { orgId, rows, count } of await readRepeatedKeys(pool, orgIds))
    byId.get(orgId)?.report("L13", rows, `the idempotency key exists ${count} times`);
}

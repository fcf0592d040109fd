import type {
  Accepted,
  Balance,
  Command,
  Debt,
  Entry,
  Grant,
  Hold,
  Job,
  OrgLedger,
  ScheduledGrant,
} from "@scrip/domain/ledger";
import { canonicalEntry, causeId } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import { type TellingEntry, toStored } from "../keys/answers.ts";
import { chainHash } from "../keys/hash.ts";
import { isNamedByItsKey } from "../keys/key-id.ts";
import { type KnownSeries, seriesNumber, seriesOf } from "../keys/series.ts";
import type { LoadedOrg } from "../load/loaded.ts";
import type {
  ChainedEntry,
  DueRow,
  EntryKey,
  KeyRow,
  NumberedPosting,
  Of,
  SeriesRow,
  SliceOfHold,
  StandingPostings,
  ToldCharge,
} from "./batch-tables.ts";
import { standingIn } from "./inline-postings.ts";

/** Rows of one table that a batch inserts, or finds again and updates; the last state of each counts. */
export class RowSet<Row> {
  readonly inserts = new Map<string, Row>();
  readonly updates = new Map<string, Row>();

  put(key: string, row: Row, isNew: boolean): void {
    (isNew || this.inserts.has(key) ? this.inserts : this.updates).set(key, row);
  }
}

/** The idempotency key of an accepted command, as its last entry will have it. */
export interface UsedKey {
  readonly keyId: string;
  readonly payloadId: string;
  readonly operation: Command["kind"];
}

/** Everything that one batch, or a part of it, writes, gathered command by command. */
export class BatchRows {
  readonly grants = new RowSet<Of<Grant>>();
  readonly scheduled = new RowSet<Of<ScheduledGrant>>();
  readonly jobs = new RowSet<Of<Job>>();
  readonly holds = new RowSet<Of<Hold>>();
  readonly slices = new RowSet<SliceOfHold>();
  readonly debts = new RowSet<Of<Debt>>();
  readonly jobCharges: ToldCharge[] = [];
  readonly series = new Map<bigint, SeriesRow>();
  readonly entries: ChainedEntry[] = [];
  readonly postings: NumberedPosting[] = [];
  readonly keys: KeyRow[] = [];
  readonly due = new Map<string, DueRow>();
  private readonly recordedAt: number;
  private readonly known: Pick<KnownSeries, "has">;

  /**
   * @param recordedAt the database's clock
   * @param known series that are there already
   */
  constructor(recordedAt: number, known: Pick<KnownSeries, "has">) {
    this.recordedAt = recordedAt;
    this.known = known;
  }

  /**
   * Leaves the counters of grants to a later part, which has them as they are then. Nothing that is written
   * in between looks at them.
   */
  leaveGrantsTo(later: BatchRows): void {
    for (const [key, grant] of this.grants.updates) later.grants.updates.set(key, grant);
    this.grants.updates.clear();
  }

  /**
   * Adds what a decision writes. To be called before the decision is applied to the ledger.
   * @param used the command's key; where the decision has no entry, it is not written here
   */
  add(org: LoadedOrg, decision: Accepted, used: UsedKey | null): void {
    const { ledger } = org;
    const { orgId } = ledger;
    const { grants, debts, holds, job, scheduled, charge, due } = decision.changes;
    for (const grant of grants.values())
      this.grants.put(`${orgId}${grant.id}`, { orgId, ...grant }, !ledger.grants.has(grant.id));
    for (const debt of debts.values())
      this.debts.put(`${orgId}${debt.id}`, { orgId, ...debt }, !ledger.debts.has(debt.id));
    for (const hold of holds.values()) this.addHold(ledger, hold);
    if (job !== null) this.jobs.put(`${orgId}${job.id}`, { orgId, ...job }, !ledger.jobs.has(job.id));
    if (scheduled !== null)
      this.scheduled.put(`${orgId}${scheduled.id}`, { orgId, ...scheduled }, !ledger.scheduled.has(scheduled.id));
    if (charge !== null && charge.jobId !== null)
      this.jobCharges.push({ orgId, ...charge, told: "decision" in decision.answer ? decision.answer : null });
    for (const change of due)
      this.due.set(`${orgId}${change.kind}${change.refId}`, { orgId, ...change, onTestClock: org.onTestClock });
    let before = totalOf(ledger.balance);
    for (const entry of decision.entries) {
      org.hash = chainHash(org.hash, canonicalEntry(orgId, entry, this.recordedAt));
      const series = this.addSeries(ledger, job, entry);
      const after = totalOf(entry.after);
      const net = after - before;
      before = after;
      const standing = standingIn(entry);
      const isLast = entry === decision.entries.at(-1);
      const key = used !== null && isLast ? keyOf(used, decision, { entry, net, standing }) : null;
      this.entries.push({ orgId, ...entry, hash: org.hash, recordedAt: this.recordedAt, series, net, standing, key });
      entry.postings.forEach((posting, n) => {
        if (posting !== standing.first && posting !== standing.released)
          this.postings.push({ orgId, ...posting, seq: entry.seq, n });
      });
    }
  }

  /** The number of an entry's series; the series itself is written with the batch, once. */
  private addSeries({ orgId, jobs }: OrgLedger, changed: Job | null, { kind, cause }: Entry): bigint {
    const labels = seriesOf(kind, cause, (id) => (changed?.id === id ? changed : jobs.get(id)));
    const series = seriesNumber(orgId, labels);
    if (!this.known.has(series)) this.series.set(series, { orgId, series, ...labels });
    return series;
  }

  private addHold(ledger: OrgLedger, hold: Hold): void {
    const { orgId } = ledger;
    const before = ledger.holds.get(hold.id);
    this.holds.put(`${orgId}${hold.id}`, { orgId, ...hold }, before === undefined);
    for (const slice of hold.slices) {
      const old = before?.slices.find((other) => other.grantId === slice.grantId);
      if (old === slice) continue;
      const key = `${orgId}${hold.id}${slice.grantId}`;
      this.slices.put(key, { orgId, holdId: hold.id, ...slice }, old === undefined);
    }
  }
}

function keyOf(
  { keyId, payloadId, operation }: UsedKey,
  { answer }: Accepted,
  { entry, net, standing: { first, released } }: { entry: Entry; net: Micros; standing: StandingPostings },
): EntryKey {
  const { seq, cause, after } = entry;
  const telling: TellingEntry = {
    seq,
    causeId: causeId(cause),
    net,
    after,
    firstAmount: first?.amount ?? null,
    firstHoldId: first?.holdId ?? null,
    firstReleased: released?.amount ?? null,
  };
  return { keyId: isNamedByItsKey(operation) ? null : keyId, payloadId, answer: toStored(operation, answer, telling) };
}

/** What an organization has, less what it owes. */
function totalOf({ available, reserved, owed }: Balance): Micros {
  return available + reserved - owed;
}

import type {
  Accepted,
  Balance,
  Budget,
  BudgetUse,
  Command,
  Debt,
  Entry,
  Grant,
  Hold,
  Instant,
  Job,
  LedgerAlert,
  OrgLedger,
  Recorded,
  ScheduledGrant,
  SubscriptionChange,
} from "@scrip/domain/ledger";
import { canonicalEntry, causeId, useName } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import type { Endpoint } from "@scrip/domain/usage/endpoints";
import type { MonthMeter } from "@scrip/domain/usage/months";
import type { StorageChange, StorageMeter, Volume } from "@scrip/domain/usage/storage";
import { type EntryFacts, toStored } from "../keys/answers.ts";
import { chainHash } from "../keys/hash.ts";
import { isKeyInEntry, isNamedByItsKey } from "../keys/key-id.ts";
import { type KnownSeries, seriesNumber, seriesOf } from "../keys/series.ts";
import type { LoadedOrg } from "../load/loaded.ts";
import { inlinePostingsOf } from "./inline-postings.ts";
import { noticeOf } from "./notice-of.ts";
import type {
  ChainedEntry,
  ChargeOfMeter,
  ChargeWithDecision,
  DueRow,
  EntryKey,
  InlinePostings,
  KeyRow,
  NoticeOfAlert,
  NumberedPosting,
  Of,
  PeriodOfSubscription,
  ReportedSize,
  SeriesRow,
  SliceOfHold,
} from "./tables/batch-row-types.ts";

/** Rows of one table that a batch inserts or updates; only the last state of each row is written. */
export class RowSet<Row> {
  readonly inserts = new Map<string, Row>();
  readonly updates = new Map<string, Row>();

  put(key: string, row: Row, isNew: boolean): void {
    (isNew || this.inserts.has(key) ? this.inserts : this.updates).set(key, row);
  }
}

/** The idempotency key of an accepted command, as its last entry stores it. */
export interface UsedKey {
  readonly keyId: string;
  readonly payloadId: string;
  readonly operation: Command["kind"];
}

/** All rows that a batch, or a part of it, writes, gathered command by command. */
export class BatchRows {
  readonly grants = new RowSet<Of<Grant>>();
  readonly scheduled = new RowSet<Of<ScheduledGrant>>();
  readonly jobs = new RowSet<Of<Job>>();
  readonly endpoints = new RowSet<Of<Endpoint>>();
  readonly holds = new RowSet<Of<Hold>>();
  readonly slices = new RowSet<SliceOfHold>();
  readonly debts = new RowSet<Of<Debt>>();
  readonly jobCharges: ChargeWithDecision[] = [];
  readonly meteredCharges: ChargeOfMeter[] = [];
  readonly series = new Map<bigint, SeriesRow>();
  readonly entries: ChainedEntry[] = [];
  readonly postings: NumberedPosting[] = [];
  readonly keys: KeyRow[] = [];
  readonly due = new Map<string, DueRow>();
  readonly budgets: Of<Budget>[] = [];
  readonly uses = new RowSet<Of<BudgetUse>>();
  readonly subscriptions = new RowSet<Of<SubscriptionChange>>();
  readonly periods: PeriodOfSubscription[] = [];
  readonly volumes = new RowSet<Of<Volume>>();
  readonly sizes: ReportedSize[] = [];
  readonly storageMeters = new RowSet<Of<StorageMeter>>();
  readonly monthMeters = new RowSet<Of<MonthMeter>>();
  readonly notices: NoticeOfAlert[] = [];
  private readonly recordedAt: number;
  private readonly known: Pick<KnownSeries, "has">;

  /**
   * @param recordedAt the time by PostgreSQL's clock
   * @param known series that are committed already
   */
  constructor(recordedAt: number, known: Pick<KnownSeries, "has">) {
    this.recordedAt = recordedAt;
    this.known = known;
  }

  /**
   * Moves pending updates of counters that change with every command to the next part, which writes their later values.
   * No statement in between reads them.
   */
  moveCountersTo(later: BatchRows): void {
    for (const [key, grant] of this.grants.updates) later.grants.updates.set(key, grant);
    this.grants.updates.clear();
    for (const [key, use] of this.uses.updates) later.uses.updates.set(key, use);
    this.uses.updates.clear();
  }

  /**
   * Adds the rows of a decision. Call it before the decision is applied to the ledger.
   * @param used the key of the command; if the decision has no entry, this does not write it
   */
  add(org: LoadedOrg, decision: Accepted, used: UsedKey | null): void {
    const { ledger } = org;
    const { orgId } = ledger;
    const {
      grants,
      debts,
      holds,
      job,
      endpoint,
      scheduled,
      charges,
      due,
      budgets,
      uses,
      subscription,
      storage,
      months,
      alerts,
    } = decision.changes;
    for (const grant of grants.values())
      this.grants.put(`${orgId}${grant.id}`, { orgId, ...grant }, !ledger.grants.has(grant.id));
    for (const debt of debts.values())
      this.debts.put(`${orgId}${debt.id}`, { orgId, ...debt }, !ledger.debts.has(debt.id));
    for (const hold of holds.values()) this.addHold(ledger, hold);
    if (job !== null) this.jobs.put(`${orgId}${job.id}`, { orgId, ...job }, !ledger.jobs.has(job.id));
    if (endpoint !== null) {
      const isNew = ledger.meters?.endpoints.has(endpoint.id) !== true;
      this.endpoints.put(`${orgId}${endpoint.id}`, { orgId, ...endpoint }, isNew);
    }
    if (scheduled !== null)
      this.scheduled.put(`${orgId}${scheduled.id}`, { orgId, ...scheduled }, !ledger.scheduled.has(scheduled.id));
    for (const charge of charges) {
      const { metered } = charge;
      if (charge.jobId !== null)
        this.jobCharges.push({ orgId, ...charge, answer: "job" in decision.answer ? decision.answer : null });
      else if (metered !== null) this.meteredCharges.push({ orgId, ...charge, metered });
    }
    for (const change of due)
      this.due.set(`${orgId}${change.kind}${change.refId}`, { orgId, ...change, onTestClock: org.onTestClock });
    for (const budget of budgets) this.budgets.push({ orgId, ...budget });
    for (const use of uses) {
      const name = useName(use);
      this.uses.put(`${orgId}${name}`, { orgId, ...use }, ledger.budgets?.uses.has(name) !== true);
    }
    if (subscription !== null) this.addSubscription(orgId, subscription);
    if (storage !== null) this.addStorage(ledger, storage, decision.at);
    for (const meter of months.values())
      this.monthMeters.put(`${orgId}${meter.id}`, { orgId, ...meter }, ledger.months?.has(meter.id) !== true);
    for (const alert of alerts) this.addNotice(orgId, alert, decision.at);
    let before = totalOf(ledger.balance);
    for (const entry of decision.entries) {
      const series = this.addSeries(ledger, job, entry);
      const after = totalOf(entry.after);
      const net = after - before;
      before = after;
      const inline = inlinePostingsOf(entry);
      const isLast = entry === decision.entries.at(-1);
      const isKeyed = used !== null && isLast && isKeyInEntry(used.operation, decision);
      const key = isKeyed ? keyOf(used, decision, { entry, net, inline }) : null;
      const recorded = { at: this.recordedAt, key, told: toldOf(entry, decision) };
      org.hash = chainHash(org.hash, canonicalEntry(orgId, entry, recorded));
      this.entries.push({ orgId, ...entry, hash: org.hash, recordedAt: this.recordedAt, series, net, inline, key });
      entry.postings.forEach((posting, n) => {
        if (posting !== inline.first && posting !== inline.released)
          this.postings.push({ orgId, ...posting, seq: entry.seq, n });
      });
    }
  }

  /** Adds the notice of an alert, and the work that sends it: in real time, also for an organization on a test clock. */
  private addNotice(orgId: string, alert: LedgerAlert, at: Instant): void {
    const { recordedAt } = this;
    const notice = noticeOf(orgId, alert, { at, recordedAt });
    if (notice === null) return;
    this.notices.push(notice);
    const work = { orgId, kind: "send_notice", refId: notice.id, dueAt: recordedAt, onTestClock: false } as const;
    this.due.set(`${orgId}send_notice${notice.id}`, work);
  }

  /** Returns the number of an entry's series, and adds the series unless it is known. */
  private addSeries({ orgId, jobs }: OrgLedger, changed: Job | null, { kind, cause }: Entry): bigint {
    const labels = seriesOf(kind, cause, (id) => (changed?.id === id ? changed : jobs.get(id)));
    const series = seriesNumber(orgId, labels);
    if (!this.known.has(series)) this.series.set(series, { orgId, series, ...labels });
    return series;
  }

  private addSubscription(orgId: string, change: SubscriptionChange): void {
    const { subscriptionId, catalogVersion, period } = change;
    this.subscriptions.put(`${orgId}${subscriptionId}`, { orgId, ...change }, false);
    if (period !== null) this.periods.push({ orgId, subscriptionId, catalogVersion, ...period });
  }

  private addStorage({ orgId, storage: before }: OrgLedger, { volume, size, meters }: StorageChange, at: number): void {
    if (volume !== null)
      this.volumes.put(`${orgId}${volume.id}`, { orgId, ...volume }, before?.volumes.has(volume.id) !== true);
    if (size !== null) this.sizes.push({ orgId, ...size, reportedAt: at });
    for (const meter of meters)
      this.storageMeters.put(`${orgId}${meter.id}`, { orgId, ...meter }, before?.meters.has(meter.id) !== true);
  }

  private addHold(ledger: OrgLedger, hold: Hold): void {
    const { orgId } = ledger;
    const before = ledger.holds.get(hold.id);
    this.holds.put(`${orgId}${hold.id}`, { orgId, ...hold }, before === undefined);
    const slices = new Map(before?.slices.map((slice) => [slice.grantId, slice]));
    for (const slice of hold.slices) {
      const old = slices.get(slice.grantId);
      if (old === slice) continue;
      const key = `${orgId}${hold.id}${slice.grantId}`;
      this.slices.put(key, { orgId, holdId: hold.id, ...slice }, old === undefined);
    }
  }
}

function keyOf(
  { keyId, payloadId, operation }: UsedKey,
  { answer }: Accepted,
  { entry, net, inline: { first, released } }: { entry: Entry; net: Micros; inline: InlinePostings },
): EntryKey {
  const { seq, cause, after } = entry;
  const facts: EntryFacts = {
    seq,
    causeId: causeId(cause),
    net,
    after,
    firstAmount: first?.amount ?? null,
    firstHoldId: first?.holdId ?? null,
    firstReleased: released?.amount ?? null,
  };
  return { keyId: isNamedByItsKey(operation) ? null : keyId, payloadId, answer: toStored(operation, answer, facts) };
}

/** The answer to a job's report, which the entry of its charge covers. */
function toldOf({ cause }: Entry, { answer }: Accepted): Recorded["told"] {
  if (cause.type !== "charge" || cause.charge.jobId === null || !("job" in answer)) return null;
  const { decision, reason, missing } = answer;
  return { decision, reason, missing: missing === null ? null : BigInt(missing) };
}

/** Available and reserved credit, less debt. */
function totalOf({ available, reserved, owed }: Balance): Micros {
  return available + reserved - owed;
}

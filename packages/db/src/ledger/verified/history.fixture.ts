import { hash } from "node:crypto";
import { type Catalog, tiered } from "@scrip/domain/catalog";
import {
  type Accepted,
  type Actor,
  apply,
  type BudgetTerms,
  budgetName,
  type Cause,
  type Charge,
  type Command,
  canonicalEntry,
  causeId,
  type Debt,
  type Decision,
  decide,
  emptyLedger,
  type Grant,
  type Hold,
  type Job,
  type JobAnswer,
  noBudgets,
  noCorrections,
  openOf,
  type PriceBook,
  priceBook,
  putGrant,
  type ScheduledGrant,
} from "@scrip/domain/ledger";
import { canonicalPrice } from "@scrip/domain/usage/prices";
import { recordedWith } from "@scrip/verify/check-hash";
import { OrganizationCheck } from "@scrip/verify/check-organization";
import type { Finding } from "@scrip/verify/finding";
import { noPaymentRows } from "@scrip/verify/payment-rows";
import { noPlanRows } from "@scrip/verify/plans/read-plans";
import type { ChargeRow, EntryRow, MeterRow, Snapshot } from "@scrip/verify/rows";
import { noStorageRows } from "@scrip/verify/storage/read-storage";
import { noTopUpRows } from "@scrip/verify/top-ups/read-top-ups";
import { seriesNumber, seriesOf } from "../keys/series.ts";

type Writable<Row> = { -readonly [Name in keyof Row]: Row[Name] };
type Distributed<Each> = Each extends Command
  ? Omit<Each, "orgId" | "id" | "actor"> & { id?: string; actor?: Actor }
  : never;

/** A command without organization and actor, and perhaps without id: `History` adds them. */
export type CommandInput = Distributed<Command>;

/** The rows of an organization, which a test may change before it verifies them. */
export interface Rows {
  readonly head: Writable<Snapshot["head"]>;
  readonly grants: Writable<Snapshot["grants"][number]>[];
  readonly scheduled: Writable<Snapshot["scheduled"][number]>[];
  readonly holds: Writable<Snapshot["holds"][number]>[];
  readonly slices: Writable<Snapshot["slices"][number]>[];
  readonly debts: Writable<Snapshot["debts"][number]>[];
  readonly jobs: Writable<Snapshot["jobs"][number]>[];
  readonly endpoints: Snapshot["endpoints"];
  readonly settleEveryMs: Snapshot["settleEveryMs"];
  readonly webhooks: Snapshot["webhooks"];
  readonly series: Writable<Snapshot["series"][number]>[];
  readonly entries: (Writable<Omit<EntryRow, "postings" | "charge">> & {
    postings: Writable<EntryRow["postings"][number]>[];
    charge: Writable<ChargeRow> | null;
  })[];
  readonly charges: (Writable<Charge> & { answer: JobAnswer | null })[];
  readonly marks: Snapshot["marks"];
  readonly due: Writable<Snapshot["due"][number]>[];
  readonly budgets: Writable<Snapshot["budgets"][number]>[];
  readonly uses: Writable<Snapshot["uses"][number]>[];
  readonly keys: Snapshot["keys"];
  readonly rates: Snapshot["rates"];
  readonly plans: Snapshot["plans"];
  readonly topUps: Snapshot["topUps"];
  readonly payments: Snapshot["payments"];
  readonly storage: Snapshot["storage"];
  readonly storageSold: Snapshot["storageSold"];
  readonly months: Snapshot["months"];
  readonly catalogs: Snapshot["catalogs"];
  readonly malformed: Snapshot["malformed"];
}

const ORG = "00000000-0000-7000-8000-000000000000";
const START = Date.UTC(2026, 0, 1);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** An organization in memory: takes commands, decides them by the real rules, and returns the rows. */
export class History {
  readonly grants = new Map<string, Grant>();
  readonly debts = new Map<string, Debt>();
  readonly holds = new Map<string, Hold>();
  readonly jobs = new Map<string, Job>();
  readonly scheduled = new Map<string, ScheduledGrant>();
  readonly charges: (Charge & { readonly answer: JobAnswer | null })[] = [];
  private readonly due = new Map<string, Rows["due"][number]>();
  readonly decisions: Accepted[] = [];
  /** Every submitted command, with its time and decision. */
  readonly submitted: { readonly command: Command; readonly at: number; readonly decision: Decision }[] = [];
  now = START;
  readonly corrections = noCorrections();
  readonly budgets = noBudgets(true);
  /** The budgets that the organization made before its first command. */
  readonly ownBudgets: Omit<BudgetTerms, "version">[] = [];
  private head = { seq: 0, at: START, balance: { available: 0n, reserved: 0n, owed: 0n } };
  private ids: number;
  private readonly book: PriceBook;

  /**
   * @param ids the number before the first id, so that two histories can have different ids
   * @param catalog what the platform sells
   */
  constructor(ids = 0, catalog: Catalog = tiered) {
    this.ids = ids;
    this.book = priceBook(1, catalog);
  }

  id(): string {
    this.ids += 1;
    return `00000000-0000-7000-8000-${String(this.ids).padStart(12, "0")}`;
  }

  pass(ms: number): this {
    this.now += ms;
    return this;
  }

  /** Decides a command and applies the decision, on the rows that the batch writer would load for it. */
  submit(input: CommandInput): Decision {
    const command = { orgId: ORG, id: this.id(), actor: { type: "system", id: null }, ...input } as Command;
    const ledger = this.load(command);
    const decision = decide(ledger, command, this.now, { books: () => this.book });
    this.submitted.push({ command, at: this.now, decision });
    if (!decision.ok) return decision;
    apply(ledger, decision);
    const { grants, debts, holds, job, scheduled, charges } = decision.changes;
    for (const grant of grants.values()) this.grants.set(grant.id, grant);
    for (const debt of debts.values()) this.debts.set(debt.id, debt);
    for (const hold of holds.values()) this.holds.set(hold.id, hold);
    if (job !== null) this.jobs.set(job.id, job);
    if (scheduled !== null) this.scheduled.set(scheduled.id, scheduled);
    const { answer } = decision;
    for (const charge of charges) this.charges.push({ ...charge, answer: "job" in answer ? answer : null });
    for (const { kind, refId, dueAt } of decision.changes.due)
      if (dueAt === null) this.due.delete(`${kind}${refId}`);
      else
        this.due.set(`${kind}${refId}`, {
          kind,
          refId,
          dueAt,
          onTestClock: true,
          tries: 0,
          hasProblem: false,
          isParked: false,
        });
    this.decisions.push(decision);
    this.head = { seq: ledger.seq, at: ledger.at, balance: ledger.balance };
    return decision;
  }

  /** Makes a budget of this moment. Nothing was used before in its window. */
  budget(terms: Omit<BudgetTerms, "version">): void {
    this.ownBudgets.push(terms);
    this.budgets.terms.set(budgetName(terms), { ...terms, version: 1, createdAt: this.now });
  }

  /**
   * Submits a command that must be accepted.
   * @returns the id of the row that it made
   * @throws if the command is refused
   */
  must(input: CommandInput): string {
    const id = input.id ?? this.id();
    const decision = this.submit({ ...input, id });
    if (!decision.ok) throw new Error(decision.refusal.message);
    return id;
  }

  rows(): Rows {
    const entries: Rows["entries"] = [];
    const series = new Map<string, Rows["series"][number]>();
    let before = 0n;
    for (const { seq, at, kind, actor, cause, leg, postings, asked, after } of this.decisions.flatMap(
      ({ entries }) => entries,
    )) {
      const who = { actorType: actor.type, actorId: actor.id };
      const charge = cause.type === "charge" ? { ...cause.charge, isAtEntry: true, told: null } : null;
      const why = { causeType: cause.type, causeId: causeId(cause), leg, charge };
      const moves = { postings: postings.map((posting) => ({ ...posting })), ...after };
      const labels = seriesOf(kind, cause, (id) => this.jobs.get(id));
      const filed = String(seriesNumber(ORG, labels));
      series.set(filed, { series: filed, ...labels });
      const total = after.available + after.reserved - after.owed;
      entries.push({
        seq,
        at,
        recordedAt: at,
        kind,
        ...who,
        ...why,
        ...moves,
        hash: "",
        series: filed,
        net: total - before,
        asked: asked ?? null,
        hasKey: false,
        hasPayload: false,
        keyId: null,
        payloadId: null,
        answer: null,
      });
      before = total;
    }
    const { seq, at, balance } = this.head;
    // A charge that is the cause of an entry is the same object there, so that a test changes both.
    const charges = this.charges.map((charge) => {
      const ofEntry = entries.find((entry) => entry.charge?.id === charge.id)?.charge;
      return ofEntry === undefined || ofEntry === null
        ? { ...charge }
        : Object.assign(ofEntry, { answer: charge.answer });
    });
    const rows: Rows = {
      head: {
        orgId: ORG,
        seq,
        at,
        hash: "",
        ...balance,
        lastSeq: seq,
        createdAt: START,
        clockAt: this.now,
        now: this.now,
        catalogVersion: this.book.version,
        plan: "free",
        hasContract: false,
        hasMeters: false,
        isArriving: false,
      },
      grants: [...this.grants.values()].map((grant) => ({
        ...grant,
        isOpen: grant.avail > 0n,
        chargeExists: true,
      })),
      scheduled: [...this.scheduled.values()].map((row) => ({ ...row })),
      holds: [...this.holds.values()].map((hold) => ({ ...hold })),
      slices: [...this.holds.values()].flatMap(({ id, slices }) => slices.map((slice) => ({ holdId: id, ...slice }))),
      debts: [...this.debts.values()].map((debt) => ({
        ...debt,
        isOpen: debt.open > 0n,
        chargeId: debt.reversalOf === undefined ? debt.id : null,
        grantId: debt.reversalOf ?? null,
        chargeExists: true,
      })),
      endpoints: [],
      settleEveryMs: new Map(),
      jobs: [...this.jobs.values()].map((job) => ({ ...job, lastLeg: job.charges })),
      series: [...series.values()],
      entries,
      // Only the database writes marks.
      marks: { blocks: new Set(), byBlock: new Map() },
      charges: charges as unknown as Rows["charges"],
      due: [...this.due.values()].map((row) => ({ ...row })),
      budgets: [...this.budgets.terms.values()].map((row) => ({ ...row })),
      uses: [...this.budgets.uses.values()].map((row) => ({ ...row })),
      keys: [],
      rates: ratesOf(this.book),
      plans: noPlanRows(),
      webhooks: [],
      topUps: noTopUpRows(),
      payments: noPaymentRows(),
      months: [],
      storage: noStorageRows(),
      storageSold: new Map(),
      catalogs: new Map(),
      malformed: [],
    };
    chain(rows);
    return rows;
  }

  /** Loads what `lock_and_load_heads` finds: open grants and debts, grants of holds, and rows that the command names. */
  private load(command: Command): ReturnType<typeof emptyLedger> {
    const ledger = emptyLedger(ORG, this.book.version);
    Object.assign(ledger, this.head);
    ledger.corrections = this.corrections;
    // Applying a decision changes them for every later command.
    ledger.budgets = this.budgets;
    const named = "grantId" in command ? command.grantId : null;
    const businessKey = "businessKey" in command ? command.businessKey : null;
    const sliced = new Set([...this.holds.values()].flatMap(({ slices }) => slices.map(({ grantId }) => grantId)));
    for (const grant of this.grants.values()) {
      const isNamed = grant.id === named || grant.businessKey === businessKey || sliced.has(grant.id);
      if (grant.avail > 0n || isNamed) putGrant(ledger, grant);
    }
    for (const scheduled of this.scheduled.values()) {
      ledger.scheduled.set(scheduled.id, scheduled);
      ledger.businessKeys.set(scheduled.businessKey, scheduled);
    }
    for (const debt of [...this.debts.values()].sort((a, b) => a.seq - b.seq || (a.id < b.id ? -1 : 1))) {
      if (debt.open === 0n) continue;
      ledger.debts.set(debt.id, debt);
      ledger.debtOrder.push(debt.id);
    }
    for (const hold of this.holds.values()) ledger.holds.set(hold.id, hold);
    for (const job of this.jobs.values()) {
      ledger.jobs.set(job.id, job);
      ledger.jobIds.set(job.ref, job.id);
    }
    return ledger;
  }

  /** The open holds, which a next command can name. */
  openHolds(): Hold[] {
    return [...this.holds.values()].filter((hold) => hold.state === "open" && openOf(hold) >= 0n);
  }
}

/** What a unit of each resource costs, as verify reads it from the catalog. */
function ratesOf({ version, catalog, costOf }: PriceBook): Snapshot["rates"] {
  const texts = Object.keys(catalog.resources).map((id) => {
    const cost = costOf(id) ?? 0n;
    return [id, typeof cost === "bigint" ? String(cost) : canonicalPrice(cost)] as const;
  });
  return new Map([[version, new Map(texts)]]);
}

/** Computes every hash again, so that the change of a test is the only error. */
export function chain(rows: Rows): void {
  let previous = "0".repeat(64);
  for (const entry of rows.entries) {
    const { seq, at, kind, actorType, actorId, leg, postings, asked, available, reserved, owed } = entry;
    const actor = { type: actorType, id: actorId };
    const after = { available, reserved, owed };
    const named = { ...(asked !== null && { asked }) };
    const text = canonicalEntry(
      rows.head.orgId,
      { seq, at, kind, actor, cause: causeIn(rows, entry), leg, postings, ...named, after },
      recordedWith(entry),
    );
    entry.hash = hash("sha256", `${previous}\n${text}`, "hex");
    previous = entry.hash;
  }
  rows.head.hash = previous;
}

/** Runs all checks over rows. */
export function verifyRows(rows: Rows): Finding[] {
  const check = new OrganizationCheck(rows);
  for (const entry of rows.entries) check.entry(entry);
  for (const job of rows.jobs) {
    const meter = check.meter(job);
    for (const charge of rows.charges.filter(({ jobId }) => jobId === job.id).sort((a, b) => a.leg - b.leg))
      meter.charge(meterRow(rows, charge));
    meter.end();
  }
  return check.end();
}

/** The invariants of the findings, each once. */
export function namesOf(findings: readonly Finding[]): string[] {
  return [...new Set(findings.map(({ invariant }) => invariant))];
}

function causeIn(rows: Rows, { causeType, causeId: id, charge }: Rows["entries"][number]): Cause {
  const grant = rows.grants.find((row) => row.id === id);
  const hold = rows.holds.find((row) => row.id === id);
  const debt = rows.debts.find((row) => row.id === id);
  if (causeType === "debt" && debt !== undefined) return { type: "debt", debt };
  const scheduled = rows.scheduled.find((row) => row.id === id);
  if (causeType === "scheduled" && scheduled !== undefined) return { type: "scheduled", grant: scheduled };
  if (causeType === "grant" && grant !== undefined) return { type: "grant", grant };
  if (causeType === "hold" && hold !== undefined)
    return { type: "hold", hold, job: rows.jobs.find((row) => row.id === hold.jobId) ?? null };
  return { type: "charge", charge: (charge ?? { id, amount: 0n, metered: null }) as unknown as Charge };
}

function meterRow(rows: Rows, charge: Rows["charges"][number]): MeterRow {
  const { id, leg, resource, rate, unitsMilli, reportedMs, chargeableMs, amount, flags, project, member, at, answer } =
    charge;
  const entries = rows.entries.filter((entry) => entry.charge?.id === id).length;
  return {
    id,
    leg,
    resource,
    rate,
    unitsMilli,
    reportedMs: reportedMs ?? 0,
    chargeableMs: chargeableMs ?? 0,
    amount,
    isBeyondHold: flags.includes("beyond_hold"),
    isAfterSilence: flags.includes("after_silence"),
    project,
    member,
    at,
    decision: answer?.decision ?? null,
    reason: answer?.reason ?? null,
    missing: answer?.missing == null ? null : BigInt(answer.missing),
    entries,
    bareEntries: 0,
  };
}

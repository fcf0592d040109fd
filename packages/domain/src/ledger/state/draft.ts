import { greatest, type Micros } from "../../money/index.ts";
import type { BalanceState } from "../../notices/balance-alert.ts";
import type { Endpoint } from "../../usage/endpoints/endpoint.ts";
import type { MonthMeter } from "../../usage/months/month-meter.ts";
import {
  accruedStorage,
  isStoring,
  type LedgerStorage,
  type StorageChange,
} from "../../usage/storage/ledger-storage.ts";
import type { BalanceAnswer } from "./answer.ts";
import { BUDGET_PERIODS, type BudgetTerms, budgetName, type Counted } from "./budget.ts";
import { burn, compareBurn, compareDebts, hasLapsed } from "./burn.ts";
import type { Corrections } from "./corrections.ts";
import { countUses } from "./count-uses.ts";
import { countedHold } from "./counted-hold.ts";
import type { Changes, DueChange } from "./decision.ts";
import type { Actor, Cause, Charge, Entry, EntryKind, Posting } from "./entry.ts";
import type { Id, Instant } from "./ids.ts";
import type { LedgerAlert } from "./ledger-alert.ts";
import { accruedBy, copyOfMeters, type Meters, putEndpoint } from "./meters.ts";
import { accruedInMonths } from "./months.ts";
import { MoreNeeded } from "./more-needed.ts";
import { moveDebt, moveGrant, moveSlice, shift } from "./move.ts";
import type { SubscriptionChange } from "./plan.ts";
import { merged } from "./sorted.ts";
import {
  type Balance,
  type Debt,
  type Grant,
  type Hold,
  type Job,
  type OrgLedger,
  type ScheduledGrant,
  totalOf,
} from "./state.ts";
import type { PriceBooks } from "./terms.ts";

/** The grant, hold or debt that a posting names. */
interface Subject {
  readonly grantId?: Id;
  readonly holdId?: Id;
  readonly debtId?: Id;
}

/**
 * The pending writes of a command: postings collected into entries, and the rows that they change. The draft
 * overlays the ledger and never changes it. Every amount moves through `post`, so rows and postings always
 * agree.
 */
export class Draft {
  readonly ledger: OrgLedger;
  readonly actor: Actor;
  /** The time of the new entries; never earlier than the previous entry (L10). */
  readonly at: Instant;
  /** The budgets of the caller. */
  readonly limits: readonly BudgetTerms[];
  readonly entries: Entry[] = [];
  job: Job | null = null;
  endpoint: Endpoint | null = null;
  scheduled: ScheduledGrant | null = null;
  readonly charges: Charge[] = [];
  readonly due: DueChange[] = [];
  subscription: SubscriptionChange | null = null;
  asksTopUp = false;
  storageChange: StorageChange | null = null;
  /** The month meters that the command changes, as it leaves them. */
  readonly monthChanges = new Map<Id, MonthMeter>();
  /** The published prices, which tell what stored volumes have accrued. */
  books: PriceBooks | null = null;
  /** Whether the organization has work without a hold after the command. */
  hasMeters: boolean;
  balanceState: BalanceState;
  readonly alerts: LedgerAlert[] = [];
  /** Credit that holds release and that was taken back: it is revoked after the entry that releases the rest. */
  readonly takenBack: { readonly grantId: Id; readonly holdId: Id; readonly amount: Micros }[] = [];
  private readonly grants = new Map<Id, Grant>();
  private readonly debts = new Map<Id, Debt>();
  private readonly holds = new Map<Id, Hold>();
  private balance: Balance;
  /** What `free` counted since the last posting: a command asks for it several times. */
  private knownFree: Micros | null = null;
  private postings: Posting[] = [];

  constructor(ledger: OrgLedger, now: Instant, actor: Actor, limits: readonly BudgetTerms[] = []) {
    this.ledger = ledger;
    this.actor = actor;
    this.limits = limits;
    this.at = Math.max(ledger.at, now);
    this.balance = ledger.balance;
    this.hasMeters = ledger.hasMeters;
    this.balanceState = ledger.balanceState;
  }

  /** The service key that sends the command; `null` for any other caller. */
  private get key(): Id | null {
    return this.actor.type === "service_key" ? this.actor.id : null;
  }

  /** With what the command counts in budgets, under the labels of its work. */
  counted({ project, member }: Pick<Counted, "project" | "member">): Counted {
    return { at: this.at, key: this.key, project, member };
  }

  /** With what a hold counts in budgets, in the windows in which it was placed; `null` if none counts it. */
  countedHold(id: Id): Counted | null {
    const hold = this.hold(id);
    const job = hold.jobId === this.job?.id ? this.job : this.ledger.jobs.get(hold.jobId ?? "");
    return countedHold(hold, job ?? null);
  }

  /** Who places a hold, and when: kept if the organization has budgets, or the caller has one. */
  get placing(): Pick<Hold, "placedBy" | "placedAt"> {
    const { budgets } = this.ledger;
    const { key } = this;
    const hasOwn = (): boolean =>
      key !== null &&
      BUDGET_PERIODS.some((period) => budgets?.terms.has(budgetName({ scope: "key", ref: key, period })));
    const isKept = budgets !== null && (budgets.marksHolds || this.limits.length > 0 || hasOwn());
    return isKept ? { placedBy: key, placedAt: this.at } : { placedBy: null, placedAt: null };
  }

  /** The last charge that the command made. */
  get charge(): Charge | null {
    return this.charges.at(-1) ?? null;
  }

  /** The postings of the entry of a charge; before that entry, the postings that will be in it. */
  postingsOf({ id }: Charge): readonly Posting[] {
    const entry = this.entries.find(({ cause }) => cause.type === "charge" && cause.charge.id === id);
    return entry?.postings ?? this.postings;
  }

  /** The postings of all entries, and those that are in no entry yet. */
  allPostings(): Posting[] {
    return [...this.entries.flatMap(({ postings }) => postings), ...this.postings];
  }

  grant(id: Id): Grant {
    return required(this.grants.get(id) ?? this.ledger.grants.get(id), "grant", id);
  }

  hold(id: Id): Hold {
    return required(this.holds.get(id) ?? this.ledger.holds.get(id), "hold", id);
  }

  debt(id: Id): Debt {
    return required(this.debts.get(id) ?? this.ledger.debts.get(id), "debt", id);
  }

  put(rows: { grant?: Grant; hold?: Hold; debt?: Debt }): void {
    if (rows.grant) {
      this.grants.set(rows.grant.id, rows.grant);
      this.knownFree = null;
    }
    if (rows.hold) this.holds.set(rows.hold.id, rows.hold);
    if (rows.debt) this.debts.set(rows.debt.id, rows.debt);
  }

  /** Moves an amount between buckets, in the rows and as a posting. Does nothing for zero. Micro-USD. */
  post(from: Posting["from"], to: Posting["to"], amount: Micros, subject: Subject): void {
    if (amount === 0n) return;
    const { grantId = null, holdId = null, debtId = null } = subject;
    if (grantId !== null) this.put({ grant: moveGrant(this.grant(grantId), from, to, amount) });
    if (debtId !== null && grantId === null) this.put({ debt: moveDebt(this.debt(debtId), from, to, amount) });
    if (holdId !== null && grantId !== null) {
      const hold = this.hold(holdId);
      const slices = moveSlice(hold.slices, this.grant(grantId), from, to, amount, (id) => this.grant(id));
      this.put({ hold: { ...hold, slices } });
    }
    this.knownFree = null;
    this.balance = {
      available: shift(this.balance.available, "avail", from, to, amount),
      reserved: shift(this.balance.reserved, "held", from, to, amount),
      owed: shift(this.balance.owed, "owed", from, to, amount),
    };
    this.postings.push({ from, to, amount, grantId, holdId, debtId });
  }

  /**
   * Makes an entry of the postings since the last one. Without postings it makes none, unless the entry records an
   * amount that was `asked`. No entry leaves debt beside spendable credit (L31).
   */
  enter(kind: EntryKind, cause: Cause, asked?: Micros): void {
    this.payDebts();
    if (this.postings.length > 0 || asked !== undefined) this.add(kind, cause, asked);
  }

  /** Makes an entry that moves nothing, so that the chain covers a row of the command. */
  note(kind: "grant_scheduled" | "grant_cancelled", cause: Extract<Cause, { type: "scheduled" }>): void {
    this.add(kind, cause);
  }

  /** How many debts the draft has made. */
  get madeDebts(): number {
    return [...this.debts.keys()].filter((id) => !this.ledger.debts.has(id)).length;
  }

  /** The number of the next entry. */
  get nextSeq(): number {
    return this.ledger.seq + this.entries.length + 1;
  }

  /** Spends free credit in burn order, up to all of it. @returns the uncovered part, in micro-USD */
  spend(amount: Micros): Micros {
    let left = amount;
    for (const draw of burn(this.inBurnOrder(), amount, this.at)) {
      this.post("avail", "spent", draw.amount, { grantId: draw.grantId });
      left -= draw.amount;
    }
    return left;
  }

  /** Pays open debts in the order they were made, until spendable credit runs out (L6, L31). @returns micro-USD paid */
  payDebts(): Micros {
    let paid = 0n;
    if (this.balance.owed === 0n) return paid;
    for (const { id: debtId, open } of this.openDebts()) {
      for (const { grantId, amount } of burn(this.inBurnOrder(), open, this.at)) {
        this.post("avail", "spent", amount, { grantId, debtId });
        this.post("owed", "paid", amount, { debtId });
        paid += amount;
      }
      if (this.debt(debtId).open > 0n) break;
    }
    return paid;
  }

  /** Available, reserved and owed together, in micro-USD. */
  get total(): Micros {
    return totalOf(this.balance);
  }

  /** The debt that no credit pays at the end of the entry (L31), in micro-USD. */
  get owed(): Micros {
    return greatest(this.balance.owed - this.free(), 0n);
  }

  /**
   * Credit that may be spent now, in micro-USD. Excludes lapsed credit, swept or not (L17), and credit that pays debt
   * at the end of the entry (L31).
   */
  spendable(): Micros {
    return greatest(this.free() - this.balance.owed, 0n);
  }

  /** Available credit that has not lapsed, before it pays debt. */
  private free(): Micros {
    this.knownFree ??= this.countFree();
    return this.knownFree;
  }

  private countFree(): Micros {
    let lapsed = this.ledger.unread.lapsed;
    for (const grant of this.inBurnOrder()) {
      if (!hasLapsed(grant, this.at)) break;
      lapsed += grant.avail;
    }
    return this.balance.available - lapsed;
  }

  /** The stored volumes and their meters. @throws if the ledger was loaded without them */
  get storage(): LedgerStorage {
    if (this.ledger.storage === null) throw new Error("the ledger was loaded without its storage");
    return this.ledger.storage;
  }

  /** Whether something is stored, as far as the ledger was loaded with it. */
  get isStoring(): boolean {
    return this.ledger.storage !== null && isStoring(this.ledger.storage);
  }

  /**
   * The work without a hold, as the command leaves it.
   * @throws if the organization has such work and the ledger was loaded without it
   */
  get meters(): Meters | null {
    const { meters, hasMeters } = this.ledger;
    if (meters === null && hasMeters) throw new Error("the ledger was loaded without work that has no hold");
    if (meters === null || this.endpoint === null) return meters;
    const after = copyOfMeters(meters);
    putEndpoint(after, this.endpoint);
    return after;
  }

  /**
   * The month meters, as the command leaves them.
   * @throws if the ledger was loaded without them
   */
  get months(): ReadonlyMap<Id, MonthMeter> {
    if (this.ledger.months === null) throw new Error("the ledger was loaded without its month meters");
    return this.monthChanges.size === 0 ? this.ledger.months : new Map([...this.ledger.months, ...this.monthChanges]);
  }

  /** What work without a hold has accrued and nobody has settled, in micro-USD. */
  get accrued(): Micros {
    const { meters } = this;
    const { storage } = this.ledger;
    const stored =
      storage === null || this.books === null
        ? 0n
        : accruedStorage(storage, (version) => (this.books as PriceBooks)(version).catalog, this.at);
    if (meters === null) return stored;
    return stored + accruedBy(meters, this.at) + accruedInMonths(meters, () => this.months, this.at);
  }

  /** The facts loaded for a correction. @throws if the ledger was loaded without them */
  get corrections(): Corrections {
    if (this.ledger.corrections === null) throw new Error("the ledger was loaded without what corrections need");
    return this.ledger.corrections;
  }

  /**
   * The grants with free credit in burn order, including those of this draft.
   * @throws MoreNeeded if the caller asks for the grant after the last loaded one, and the organization has more
   */
  *inBurnOrder(): Generator<Grant> {
    const { burnOrder, grants, unread } = this.ledger;
    const isFree = (grant: Grant | undefined): boolean => grant !== undefined && grant.avail > 0n;
    const freed = [...this.grants.values()]
      .filter((grant) => isFree(grant) && !isFree(grants.get(grant.id)))
      .sort(compareBurn);
    for (const grant of merged(burnOrder, (id) => this.grant(id), freed, compareBurn)) {
      if (unread.grantsAfter !== null && compareBurn(grant, unread.grantsAfter) > 0) break;
      yield grant;
    }
    if (unread.grantsAfter !== null) throw new MoreNeeded("grants");
  }

  /**
   * The open debts in the order in which they are paid, including those of this draft.
   * @throws MoreNeeded if the caller asks for the debt after the last loaded one, and the organization has more
   */
  private *openDebts(): Generator<Debt> {
    const { debtOrder, debts, unread } = this.ledger;
    const made = [...this.debts.values()].filter(({ id, open }) => open > 0n && !debts.has(id)).sort(compareDebts);
    for (const debt of merged(debtOrder, (id) => this.debt(id), made, compareDebts)) {
      if (unread.debtsAfter !== null && compareDebts(debt, unread.debtsAfter) > 0) break;
      if (debt.open > 0n) yield debt;
    }
    if (unread.debtsAfter !== null) throw new MoreNeeded("debts");
  }

  answerBalance(): BalanceAnswer {
    return {
      available: String(this.spendable()),
      reserved: String(this.balance.reserved),
      owed: String(this.balance.owed),
    };
  }

  /** The number of the last entry; `null` if the draft made none. */
  lastSeq(): number | null {
    return this.entries.at(-1)?.seq ?? null;
  }

  changes(): Changes {
    if (this.takenBack.length > 0) throw new Error("a rule released taken-back credit and did not revoke it");
    const {
      grants,
      debts,
      holds,
      job,
      endpoint,
      scheduled,
      charges,
      due,
      subscription,
      asksTopUp,
      hasMeters,
      balanceState,
    } = this;
    const storage = this.storageChange;
    const rows = { grants, debts, holds, job, endpoint, scheduled, charges, due, subscription };
    const { budgets, uses, alerts: reached } = countUses(this);
    const alerts = reached.length === 0 ? this.alerts : [...this.alerts, ...reached];
    return { ...rows, storage, months: this.monthChanges, asksTopUp, hasMeters, balanceState, budgets, uses, alerts };
  }

  private add(kind: EntryKind, cause: Cause, asked?: Micros): void {
    this.entries.push({
      seq: this.ledger.seq + this.entries.length + 1,
      at: this.at,
      kind,
      actor: this.actor,
      cause,
      leg: this.nextLeg(cause),
      postings: this.postings,
      ...(asked !== undefined && { asked }),
      after: this.balance,
    });
    this.postings = [];
  }

  private nextLeg(cause: Cause): number {
    if (cause.type === "charge") return 1;
    if (cause.type === "scheduled") return this.ledger.scheduled.has(cause.grant.id) ? 2 : 1;
    if (cause.type === "debt") return (this.corrections.legs.get(cause.debt.id) ?? 0) + 1;
    if (cause.type === "grant") {
      const grant = this.grant(cause.grant.id);
      this.put({ grant: { ...grant, legs: grant.legs + 1 } });
      return grant.legs + 1;
    }
    const hold = this.hold(cause.hold.id);
    this.put({ hold: { ...hold, legs: hold.legs + 1 } });
    return hold.legs + 1;
  }
}

function required<Row>(row: Row | undefined, what: string, id: Id): Row {
  if (row === undefined) throw new Error(`the ledger was loaded without ${what} ${id}`);
  return row;
}

import type { Micros } from "../../money/index.ts";
import type { BalanceAnswer } from "./answer.ts";
import { burn, compareBurn, hasLapsed } from "./burn.ts";
import type { Corrections } from "./corrections.ts";
import type { Changes, DueChange } from "./decision.ts";
import type { Actor, Cause, Charge, Entry, EntryKind, Posting } from "./entry.ts";
import type { Id, Instant } from "./ids.ts";
import { moveDebt, moveGrant, moveSlice, shift } from "./move.ts";
import type { Balance, Debt, Grant, Hold, Job, OrgLedger, ScheduledGrant } from "./state.ts";

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
  readonly entries: Entry[] = [];
  job: Job | null = null;
  scheduled: ScheduledGrant | null = null;
  charge: Charge | null = null;
  readonly due: DueChange[] = [];
  private readonly grants = new Map<Id, Grant>();
  private readonly debts = new Map<Id, Debt>();
  private readonly holds = new Map<Id, Hold>();
  private balance: Balance;
  private postings: Posting[] = [];

  constructor(ledger: OrgLedger, now: Instant, actor: Actor) {
    this.ledger = ledger;
    this.actor = actor;
    this.at = Math.max(ledger.at, now);
    this.balance = ledger.balance;
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
    if (rows.grant) this.grants.set(rows.grant.id, rows.grant);
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
    this.balance = {
      available: shift(this.balance.available, "avail", from, to, amount),
      reserved: shift(this.balance.reserved, "held", from, to, amount),
      owed: shift(this.balance.owed, "owed", from, to, amount),
    };
    this.postings.push({ from, to, amount, grantId, holdId, debtId });
  }

  /** Makes an entry of the postings since the last one. Without postings it makes none. */
  enter(kind: EntryKind, cause: Cause): void {
    if (this.postings.length === 0) return;
    this.entries.push({
      seq: this.ledger.seq + this.entries.length + 1,
      at: this.at,
      kind,
      actor: this.actor,
      cause,
      leg: this.nextLeg(cause),
      postings: this.postings,
      after: this.balance,
    });
    this.postings = [];
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
    const newDebts = [...this.debts.keys()].filter((id) => !this.ledger.debts.has(id));
    for (const debtId of [...this.ledger.debtOrder, ...newDebts]) {
      const { open } = this.debt(debtId);
      for (const { grantId, amount } of burn(this.inBurnOrder(), open, this.at)) {
        this.post("avail", "spent", amount, { grantId, debtId });
        this.post("owed", "paid", amount, { debtId });
        paid += amount;
      }
      if (this.debt(debtId).open > 0n) break;
    }
    return paid;
  }

  /** Credit that may be spent now, in micro-USD; excludes lapsed credit, swept or not (L17). */
  spendable(): Micros {
    let lapsed = 0n;
    for (const grant of this.inBurnOrder()) {
      if (!hasLapsed(grant, this.at)) break;
      lapsed += grant.avail;
    }
    return this.balance.available - lapsed;
  }

  /** The facts loaded for a correction. @throws if the ledger was loaded without them */
  get corrections(): Corrections {
    if (this.ledger.corrections === null) throw new Error("the ledger was loaded without what corrections need");
    return this.ledger.corrections;
  }

  /** All grants in burn order, including those of this draft. */
  *inBurnOrder(): Generator<Grant> {
    const newGrants = [...this.grants.values()].filter((grant) => !this.ledger.grants.has(grant.id)).sort(compareBurn);
    for (const id of this.ledger.burnOrder) {
      const grant = this.grant(id);
      while (newGrants[0] !== undefined && compareBurn(newGrants[0], grant) < 0) yield newGrants.shift() as Grant;
      yield grant;
    }
    yield* newGrants;
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
    const { grants, debts, holds, job, scheduled, charge, due } = this;
    return { grants, debts, holds, job, scheduled, charge, due };
  }

  private nextLeg(cause: Cause): number {
    if (cause.type === "charge") return 1;
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

import { type Check, nothing } from "./check.ts";
import type { Report } from "./finding.ts";
import type { Accounts, DebtAccount, GrantAccount } from "./replay/accounts.ts";
import { type Returned, returnedBy, type Taken, usable } from "./replay/taken.ts";
import type { EntryRow } from "./rows.ts";

type Amount = (posting: EntryRow["postings"][number]) => boolean;

/**
 * L23: of each grant, what is revoked, owed and still to be revoked on holds is the smaller of two amounts: the part
 * that did not lapse unused, and what was taken back and not reinstated. Unused credit goes before used credit. L18:
 * credit that holds release is revoked at once, as far as it was taken back.
 *
 * Entries of an older form do not record what was taken back; what they moved counts. They could also take back lapsed
 * credit, so a grant with such an entry may have more revoked or owed. A check that begins after the first entry skips
 * all of this.
 */
export function checkTakenBack(accounts: Accounts, report: Report): Check {
  if (accounts.opening.seq > 0) return { entry: nothing, end: nothing };
  const walk = new Walk(accounts, report);
  return { entry: (entry) => walk.entry(entry), end: () => walk.end() };
}

/** Follows what was taken back of each grant, from entry to entry. */
class Walk {
  private readonly accounts: Accounts;
  private readonly report: Report;
  private readonly taken = new Map<GrantAccount, Taken>();
  private readonly reversals = new Map<string, DebtAccount[]>();
  /** Grants whose released credit the next entries must revoke, with the entry that released it. */
  private readonly waiting = new Map<GrantAccount, number>();
  private since = 0;
  /** Whether an entry has recorded an amount; all later ones must. */
  private isRecorded = false;

  constructor(accounts: Accounts, report: Report) {
    this.accounts = accounts;
    this.report = report;
    for (const debt of accounts.debts.values())
      if (debt.row.grantId !== null)
        this.reversals.set(debt.row.grantId, [...(this.reversals.get(debt.row.grantId) ?? []), debt]);
  }

  entry(entry: EntryRow): void {
    const { grants } = this.accounts;
    const cause = entry.causeType === "grant" ? grants.get(entry.causeId) : undefined;
    this.expectRefund(entry, cause);
    if (cause !== undefined && entry.kind === "grant_revoked") this.revoked(cause, entry);
    else if (cause !== undefined && entry.kind === "grant_reinstated") this.reinstated(cause, entry);
    else this.spent(entry);
    if (this.waiting.size > 0 && !(isFollowUp(entry) && entry.at === this.since)) this.reportWaiting();
    this.released(entry);
    if (this.taken.size > 0) this.checkHeld(entry);
  }

  private checkHeld(entry: EntryRow): void {
    for (const id of new Set(entry.postings.map(({ grantId }) => grantId))) {
      const grant = id === null ? undefined : this.accounts.grants.get(id);
      const taken = grant === undefined ? undefined : this.taken.get(grant);
      if (grant !== undefined && taken !== undefined && (taken.toRevoke < 0n || taken.toRevoke > grant.held))
        this.wrong(entry, grant, `${taken.toRevoke} is to be revoked on hold; its holds keep ${grant.held}`);
    }
  }

  end(): void {
    this.reportWaiting();
    const { grants, head } = this.accounts;
    for (const grant of grants.values()) {
      const taken = this.taken.get(grant);
      const rows = [`grant ${grant.row.id}`];
      const { asked, owed, toRevoke, refunds, isRecorded } = taken ?? NOTHING;
      if (refunds !== 0n) this.report("L23", rows, `its reinstatement returned ${refunds} too little`);
      if (grant.row.toRevoke !== toRevoke)
        this.report("L23", rows, `${grant.row.toRevoke} is to be revoked on hold; its entries give ${toRevoke}`);
      const due = least(usable(grant, head.at), asked);
      const found = grant.revoked + owed + toRevoke;
      if (isRecorded ? found !== due : found < due || found > grant.row.amount)
        this.report("L23", rows, `${found} is revoked, owed or to be revoked; ${asked} taken back give ${due}`);
    }
  }

  /** Credit is taken back: free credit first, then held, then used. Lapsed credit is left out. */
  private revoked(grant: GrantAccount, entry: EntryRow): void {
    if (isFollowUp(entry)) {
      this.followUp(grant, entry);
      return;
    }
    const revoked = sum(entry, ({ to, grantId }) => to === "revoked" && grantId === grant.row.id);
    const owed = this.reversed(entry, grant);
    const taken = this.asked(grant, entry, revoked + owed);
    const before = grant.revoked - revoked + taken.owed + taken.toRevoke;
    taken.owed += owed;
    if (taken.asked > grant.row.amount)
      this.wrong(entry, grant, `${taken.asked} of it is taken back; its amount is ${grant.row.amount}`);
    if (entry.asked === null) return;
    const due = least(usable(grant, entry.at), taken.asked);
    const held = (due > before ? due - before : 0n) - revoked - owed;
    taken.toRevoke += held;
    const isFree = !hasLapsed(grant, entry.at) && grant.avail > 0n;
    const isRest = held >= 0n && !(isFree && held + owed > 0n) && !(owed > 0n && taken.toRevoke < grant.held);
    if (!isRest)
      this.wrong(entry, grant, `the entry revokes ${revoked} and makes a debt of ${owed}; ${entry.asked} was asked`);
  }

  /** The revocation of credit that a hold released. */
  private followUp(grant: GrantAccount, entry: EntryRow): void {
    const own: Amount = ({ grantId }) => grantId === grant.row.id;
    const out = sum(entry, (posting) => posting.from === "held" && own(posting));
    const revoked = sum(entry, (posting) => posting.to === "revoked" && own(posting));
    const taken = this.of(grant);
    taken.toRevoke -= revoked;
    if (out !== revoked) this.wrong(entry, grant, `${out} is released by holds to be revoked; ${revoked} is revoked`);
    if (taken.toRevoke === 0n) this.waiting.delete(grant);
  }

  private reinstated(grant: GrantAccount, entry: EntryRow): void {
    const debts = this.reversals.get(grant.row.id) ?? [];
    const given = {
      forgiven: sum(entry, ({ to, debtId }) => to === "forgiven" && debts.some(({ row }) => row.id === debtId)),
      reinstated: sum(entry, ({ from, grantId }) => from === "revoked" && grantId === grant.row.id),
    };
    const taken = this.asked(grant, entry, -given.forgiven - given.reinstated);
    if (entry.asked === null) {
      taken.owed -= given.forgiven;
      return;
    }
    const due: Returned = returnedBy({ grant, taken, debts, given, at: entry.at });
    taken.owed -= due.forgiven + due.refunded + (taken.isRecorded ? due.writtenOff : 0n);
    taken.toRevoke -= due.held;
    taken.refunds += due.refunded;
    if (taken.asked < 0n || given.forgiven !== due.forgiven || given.reinstated !== due.reinstated)
      this.wrong(
        entry,
        grant,
        `the entry forgives ${given.forgiven} and reinstates ${given.reinstated}; ${due.forgiven} and ${due.reinstated} stand`,
      );
  }

  /** Refund grants return the credit that paid a debt, right after the reinstatement. */
  private expectRefund({ kind, seq, postings }: EntryRow, cause: GrantAccount | undefined): void {
    const debt = cause?.row.refundOf?.type === "debt" ? this.accounts.debts.get(cause.row.refundOf.id) : undefined;
    const of = debt?.row.grantId == null ? undefined : this.accounts.grants.get(debt.row.grantId);
    if (kind === "grant_issued" && debt !== undefined && of !== undefined) {
      const taken = this.of(of);
      const amount = sum({ postings }, ({ from }) => from === "issued");
      // The refunds of an older form are not foreseen; they are known only when they come.
      if (taken.isRecorded || taken.refunds > 0n) taken.refunds -= amount;
      else {
        taken.owed -= amount;
        taken.asked -= amount;
      }
      taken.refunded.set(debt, (taken.refunded.get(debt) ?? 0n) + amount);
      if (taken.refunds < 0n)
        this.report("L23", [`entry ${seq}`, `grant ${of.row.id}`], `${-taken.refunds} too much is returned for it`);
    }
  }

  /** Spent credit becomes a debt as far as no hold keeps it any more. */
  private spent(entry: EntryRow): void {
    for (const grant of this.reversedIn(entry)) {
      const own: Amount = ({ grantId }) => grantId === grant.row.id;
      const owed = this.reversed(entry, grant);
      const taken = this.of(grant);
      taken.toRevoke -= owed;
      taken.owed += owed;
      const released = sum(entry, (posting) => posting.from === "held" && posting.to === "avail" && own(posting));
      if (taken.toRevoke !== grant.held + released)
        this.wrong(entry, grant, `the entry makes a debt of ${owed}; ${taken.toRevoke} is left to be revoked on hold`);
    }
  }

  /** The grants of whose used credit the entry makes a debt; usually none. */
  private reversedIn({ postings }: EntryRow): Set<GrantAccount> {
    const { debts, grants } = this.accounts;
    const found = new Set<GrantAccount>();
    for (const { from, debtId } of postings) {
      const named = from === "reversal" && debtId !== null ? debts.get(debtId)?.row.grantId : null;
      const grant = named == null ? undefined : grants.get(named);
      if (grant !== undefined) found.add(grant);
    }
    return found;
  }

  private released(entry: EntryRow): void {
    if (isFollowUp(entry)) return;
    for (const { from, to, grantId } of entry.postings) {
      const grant =
        from === "held" && to === "avail" && grantId !== null ? this.accounts.grants.get(grantId) : undefined;
      if (grant === undefined || (this.taken.get(grant)?.toRevoke ?? 0n) === 0n) continue;
      this.waiting.set(grant, entry.seq);
      this.since = entry.at;
    }
  }

  private reportWaiting(): void {
    for (const [grant, seq] of this.waiting)
      this.report(
        "L18",
        [`entry ${seq}`, `grant ${grant.row.id}`],
        "a hold released credit that was taken back, and it was not revoked at once",
      );
    this.waiting.clear();
  }

  /** Adds what an entry takes back or, below zero, reinstates. An entry of an older form counts what it `moved`. */
  private asked(grant: GrantAccount, entry: EntryRow, moved: bigint): Taken {
    const taken = this.of(grant);
    if (entry.asked === null) {
      taken.isRecorded = false;
      taken.asked += moved;
      if (this.isRecorded)
        this.wrong(entry, grant, "the entry does not record the amount that it takes back or reinstates");
    } else {
      this.isRecorded = true;
      taken.asked += entry.kind === "grant_revoked" ? entry.asked : -entry.asked;
    }
    return taken;
  }

  private reversed({ postings }: EntryRow, { row }: GrantAccount): bigint {
    const debts = this.accounts.debts;
    const isOwn: Amount = ({ from, debtId }) =>
      from === "reversal" && debtId !== null && debts.get(debtId)?.row.grantId === row.id;
    return sum({ postings }, isOwn);
  }

  private of(grant: GrantAccount): Taken {
    const taken = this.taken.get(grant) ?? { ...NOTHING, refunded: new Map() };
    this.taken.set(grant, taken);
    return taken;
  }

  private wrong({ seq }: EntryRow, { row }: GrantAccount, message: string): void {
    this.report("L23", [`entry ${seq}`, `grant ${row.id}`], message);
  }
}

const NOTHING = { asked: 0n, owed: 0n, toRevoke: 0n, refunds: 0n, isRecorded: true } as const;

/** Whether an entry revokes what holds released: it follows from an earlier command, and asks for nothing. */
function isFollowUp({ kind, asked, postings }: EntryRow): boolean {
  return kind === "grant_revoked" && asked === null && postings.some(({ from }) => from === "held");
}

function hasLapsed({ row }: GrantAccount, at: number): boolean {
  return row.expiresAt !== null && row.expiresAt <= at;
}

function sum({ postings }: Pick<EntryRow, "postings">, counts: Amount): bigint {
  let total = 0n;
  for (const posting of postings) if (counts(posting)) total += posting.amount;
  return total;
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

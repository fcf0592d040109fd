import type { Micros } from "../../money/index.ts";
import type { Accepted } from "./decision.ts";
import { causeId, type DebtTerms, type Entry, type EntryKind, type Posting } from "./entry.ts";
import type { Id } from "./ids.ts";
import type { GrantTerms, RefundOf } from "./state.ts";

/** What one grant paid of a charge, or of a debt. Micro-USD. */
export interface Payment {
  readonly grant: GrantTerms;
  readonly amount: Micros;
}

/**
 * What corrections need to know of the charges, debts and grants that they name. It is read back from
 * the entries that moved them, so that nothing is kept for it while credit is spent. A charge and the
 * debt that it left have the same id, and their payments are together.
 */
export interface Corrections {
  /** What was charged. */
  readonly charges: Map<Id, Micros>;
  /** In the order in which they were made. */
  readonly debts: Map<Id, DebtTerms>;
  /** By charge or debt, and by the grant that paid. */
  readonly payments: Map<Id, Map<Id, Payment>>;
  /** What came back of the payments of a charge or debt. */
  readonly refunded: Map<Id, Micros>;
  /** By grant: what its reinstatements forgave of the debts that its revocations made. */
  readonly forgiven: Map<Id, Micros>;
  /** By debt: the entries that have it as their cause. */
  readonly legs: Map<Id, number>;
}

/** An entry as far as corrections look at it. */
export interface CorrectionEntry {
  readonly kind: EntryKind;
  readonly causeType: Entry["cause"]["type"];
  readonly causeId: Id;
  /** What the grant that it issues refunds. */
  readonly refundOf: RefundOf | null;
  readonly postings: readonly Pick<Posting, "from" | "to" | "amount" | "grantId" | "debtId">[];
}

/** Nothing named yet. */
export function noCorrections(): Corrections {
  const charges = new Map();
  const debts = new Map();
  const payments = new Map();
  return { charges, debts, payments, refunded: new Map(), forgiven: new Map(), legs: new Map() };
}

/**
 * Takes in what an entry moved of the charges and debts that are named; the rest is passed over.
 * @param grantOf the terms of a grant that paid
 */
export function noteEntry(
  corrections: Corrections,
  { kind, causeType, causeId: cause, refundOf, postings }: CorrectionEntry,
  grantOf: (id: Id) => GrantTerms | undefined,
): void {
  const { charges, debts, refunded, forgiven, legs } = corrections;
  for (const { to, amount, grantId, debtId } of postings) {
    const paidFor = debtId ?? (causeType === "charge" ? cause : null);
    const isNamed = paidFor !== null && (charges.has(paidFor) || debts.has(paidFor));
    if (isNamed && to === "spent" && grantId !== null) notePayment(corrections, paidFor, grantOf(grantId), amount);
    if (to === "forgiven" && kind === "grant_reinstated") add(forgiven, cause, amount);
    if (to === "avail" && kind === "grant_issued" && refundOf !== null) add(refunded, refundOf.id, amount);
  }
  if (causeType === "debt") legs.set(cause, (legs.get(cause) ?? 0) + 1);
}

/** Takes in what a command made and moved, so that the corrections which follow can name it. */
export function noteDecision(
  corrections: Corrections,
  { entries, changes }: Accepted,
  grantOf: (id: Id) => GrantTerms | undefined,
): void {
  const { charge } = changes;
  if (charge !== null) corrections.charges.set(charge.id, charge.amount);
  for (const { id, amount, reversalOf } of changes.debts.values())
    if (reversalOf !== undefined) corrections.debts.set(id, { id, chargeId: null, grantId: reversalOf, amount });
    else if (id === charge?.id) corrections.debts.set(id, { id, chargeId: id, grantId: null, amount });
  for (const { kind, cause, postings } of entries) {
    const refundOf = cause.type === "grant" ? (cause.grant.refundOf ?? null) : null;
    noteEntry(corrections, { kind, causeType: cause.type, causeId: causeId(cause), refundOf, postings }, grantOf);
  }
}

function notePayment({ payments }: Corrections, paidFor: Id, grant: GrantTerms | undefined, amount: Micros): void {
  if (grant === undefined) throw new Error(`a payment of ${paidFor} was loaded without its grant`);
  const byGrant = payments.get(paidFor) ?? new Map<Id, Payment>();
  byGrant.set(grant.id, { grant, amount: (byGrant.get(grant.id)?.amount ?? 0n) + amount });
  payments.set(paidFor, byGrant);
}

function add(sums: Map<Id, Micros>, id: Id, amount: Micros): void {
  sums.set(id, (sums.get(id) ?? 0n) + amount);
}

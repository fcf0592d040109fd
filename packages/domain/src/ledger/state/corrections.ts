import type { Micros } from "../../money/index.ts";
import type { Accepted } from "./decision.ts";
import { causeId, type DebtTerms, type Entry, type EntryKind, type Posting } from "./entry.ts";
import type { Id } from "./ids.ts";
import type { GrantTerms, RefundOf } from "./state.ts";

/** The part of a charge or debt that one grant paid. Micro-USD. */
export interface Payment {
  readonly grant: GrantTerms;
  readonly amount: Micros;
}

/**
 * The facts that corrections need about the charges, debts and grants that they name. They are computed from
 * entries when a correction runs, so spending credit stores nothing for them. A charge and the debt that it
 * left have the same id, and share their payments here.
 */
export interface Corrections {
  /** Charged amounts, by charge. */
  readonly charges: Map<Id, Micros>;
  /** Debts in the order in which they were made. */
  readonly debts: Map<Id, DebtTerms>;
  /** Payments by charge or debt, and then by the grant that paid. */
  readonly payments: Map<Id, Map<Id, Payment>>;
  /** The refunded part of the payments, by charge or debt. */
  readonly refunded: Map<Id, Micros>;
  /** By grant: the debt from its revocations that its reinstatements forgave. */
  readonly forgiven: Map<Id, Micros>;
  /** By debt: how many entries have it as their cause. */
  readonly legs: Map<Id, number>;
}

/** The fields of an entry that corrections read. */
export interface CorrectionEntry {
  readonly kind: EntryKind;
  readonly causeType: Entry["cause"]["type"];
  readonly causeId: Id;
  /** The charge or debt that the issued grant refunds; `null` for any other entry. */
  readonly refundOf: RefundOf | null;
  readonly postings: readonly Pick<Posting, "from" | "to" | "amount" | "grantId" | "debtId">[];
}

/** Corrections without any named charge, debt or grant. */
export function noCorrections(): Corrections {
  const charges = new Map();
  const debts = new Map();
  const payments = new Map();
  return { charges, debts, payments, refunded: new Map(), forgiven: new Map(), legs: new Map() };
}

/**
 * Adds an entry's movements of the named charges and debts; skips all others.
 * @param grantOf finds the terms of a grant that paid
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

/** Adds the rows and movements of a decision, so that later corrections of the batch can name them. */
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

import type { Micros } from "../../money/index.ts";
import type { Accepted } from "./decision.ts";
import { type Charge, causeId, type DebtTerms, type Entry, type EntryKind, type Posting } from "./entry.ts";
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
  /** By grant: how much of it is taken back. */
  readonly takenBack: Map<Id, TakenBack>;
  /** By job with a volume price, by month meter, and by usage event with its corrections: the charges, oldest first. */
  readonly meters: Map<Id, Set<Id>>;
}

/** The revocations of a grant, less its reinstatements, by the amounts that the commands named. */
export interface TakenBack {
  readonly amount: Micros;
  /** `false` if an entry does not record its amount: it was written before entries did, and its moves are counted. */
  readonly isRecorded: boolean;
  /** Whether the last entry records its amount. */
  readonly isLastRecorded: boolean;
}

/** The fields of an entry that corrections read. */
export interface CorrectionEntry {
  readonly kind: EntryKind;
  readonly causeType: Entry["cause"]["type"];
  readonly causeId: Id;
  /** The charge or debt that the issued grant refunds; `null` for any other entry. */
  readonly refundOf: RefundOf | null;
  readonly postings: readonly Pick<Posting, "from" | "to" | "amount" | "grantId" | "debtId">[];
  /** The amount that a revocation or a reinstatement records. */
  readonly asked?: Micros | undefined;
}

/** Corrections without any named charge, debt or grant. */
export function noCorrections(): Corrections {
  const charges = new Map();
  const debts = new Map();
  const payments = new Map();
  const refunded = new Map();
  const forgiven = new Map();
  const legs = new Map();
  const takenBack = new Map();
  const meters = new Map();
  return { charges, debts, payments, refunded, forgiven, legs, takenBack, meters };
}

/**
 * Adds an entry's movements of the named charges and debts; skips all others.
 * @param grantOf finds the terms of a grant that paid
 */
export function noteEntry(
  corrections: Corrections,
  { kind, causeType, causeId: cause, refundOf, postings, asked }: CorrectionEntry,
  grantOf: (id: Id) => GrantTerms | undefined,
): void {
  const { charges, debts, refunded, forgiven, legs } = corrections;
  if (kind === "grant_revoked" || kind === "grant_reinstated") noteTaken(corrections, { kind, cause, asked, postings });
  for (const { to, amount, grantId, debtId } of postings) {
    const paidFor = debtId ?? (causeType === "charge" ? cause : null);
    const isNamed = paidFor !== null && (charges.has(paidFor) || debts.has(paidFor));
    if (isNamed && to === "spent" && grantId !== null) notePayment(corrections, paidFor, grantOf(grantId), amount);
    if (to === "forgiven" && kind === "grant_reinstated") add(forgiven, cause, amount);
    if (to === "avail" && kind === "grant_issued" && refundOf !== null) {
      add(refunded, refundOf.id, amount);
      noteReturned(corrections, debts.get(refundOf.id)?.grantId ?? null, amount);
    }
  }
  if (causeType === "debt") legs.set(cause, (legs.get(cause) ?? 0) + 1);
}

/** Adds the rows and movements of a decision, so that later corrections of the batch can name them. */
export function noteDecision(
  corrections: Corrections,
  { entries, changes }: Accepted,
  grantOf: (id: Id) => GrantTerms | undefined,
): void {
  const isVolume = changes.job?.price?.kind === "volume";
  for (const charge of changes.charges) {
    corrections.charges.set(charge.id, charge.amount);
    const month = charge.metered?.month ?? null;
    if (month !== null) noteMeter(corrections, month.meterId, { id: charge.id, leg: month.leg });
    else if (charge.metered?.meter === "usage") noteMeter(corrections, charge.metered.meterId, charge);
    else if (isVolume && charge.jobId !== null) noteMeter(corrections, charge.jobId, charge);
  }
  for (const { id, amount, reversalOf } of changes.debts.values())
    if (reversalOf !== undefined) corrections.debts.set(id, { id, chargeId: null, grantId: reversalOf, amount });
    else if (changes.charges.some((charge) => charge.id === id))
      corrections.debts.set(id, { id, chargeId: id, grantId: null, amount });
  for (const { kind, cause, postings, asked } of entries) {
    const refundOf = cause.type === "grant" ? (cause.grant.refundOf ?? null) : null;
    noteEntry(
      corrections,
      { kind, causeType: cause.type, causeId: causeId(cause), refundOf, postings, asked },
      grantOf,
    );
  }
}

/** Adds a charge to those of its meter, if the earlier ones are known. */
function noteMeter({ meters }: Corrections, meterId: Id, { id, leg }: Pick<Charge, "id" | "leg">): void {
  const charges = leg === 1 ? new Set<Id>() : meters.get(meterId);
  if (charges !== undefined) meters.set(meterId, charges.add(id));
}

function noteTaken(
  { takenBack }: Corrections,
  { kind, cause, asked, postings }: Pick<CorrectionEntry, "kind" | "asked" | "postings"> & { cause: Id },
): void {
  // The revocation of credit that a hold released follows from an earlier command.
  if (asked === undefined && postings.some(({ from }) => from === "held")) return;
  const before = takenBack.get(cause) ?? { amount: 0n, isRecorded: true, isLastRecorded: true };
  const amount = asked ?? movedBy(postings);
  takenBack.set(cause, {
    amount: before.amount + (kind === "grant_revoked" ? amount : -amount),
    isRecorded: before.isRecorded && asked !== undefined,
    isLastRecorded: asked !== undefined,
  });
}

/** A refund grant of a reinstatement that does not record its amount is a part of that amount. */
function noteReturned({ takenBack }: Corrections, grantId: Id | null, amount: Micros): void {
  const taken = grantId === null ? undefined : takenBack.get(grantId);
  if (grantId === null || taken === undefined || taken.isLastRecorded) return;
  takenBack.set(grantId, { ...taken, amount: taken.amount - amount });
}

/** What an entry revoked or made a debt of, or gave back. The refund grants of a reinstatement are not in it. */
function movedBy(postings: CorrectionEntry["postings"]): Micros {
  let moved = 0n;
  for (const { from, to, amount } of postings)
    if (to === "revoked" || from === "revoked" || from === "reversal" || to === "forgiven") moved += amount;
  return moved;
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

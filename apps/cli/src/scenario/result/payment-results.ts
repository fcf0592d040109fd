import type { DocumentRow, PaymentAttemptRow } from "@scrip/db/billing";

/** A payment in a result. The amount is what was paid, in micro-USD as digits. */
export interface PaymentResult {
  readonly kind: string;
  readonly amount: string;
  readonly status: "succeeded" | "pending" | "parked";
  readonly at: string;
  /** The tries that it took. */
  readonly attempts: number;
}

/** A receipt or a credit note in a result. */
export interface InvoiceResult {
  readonly number: string;
  readonly kind: string;
  readonly total: string;
  readonly at: string;
}

/** The payments that succeeded, are on their way or wait for an operator, by time. Failed tries count with the next one. */
export function paymentResults(attempts: readonly PaymentAttemptRow[]): readonly PaymentResult[] {
  const shown = attempts.filter(({ state }) => state !== "failed" && state !== "created");
  return shown
    .map((attempt) => ({
      kind: attempt.purpose,
      amount: `${attempt.gross}`,
      status: statusOf(attempt),
      at: timeOf(attempt).toISOString(),
      attempts: attempts.filter((each) => isSamePayment(each, attempt)).length,
    }))
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

export function invoiceResult({ number, kind, gross, issuedAt }: DocumentRow): InvoiceResult {
  return { number, kind, total: `${gross ?? 0n}`, at: issuedAt.toISOString() };
}

function statusOf({ state }: PaymentAttemptRow): PaymentResult["status"] {
  if (state === "succeeded" || state === "parked") return state;
  return "pending";
}

const timeOf = ({ endedAt, createdAt }: PaymentAttemptRow): Date => endedAt ?? createdAt;

/** The tries of one period of a plan are one payment. */
function isSamePayment(a: PaymentAttemptRow, b: PaymentAttemptRow): boolean {
  if (b.purpose !== "subscription") return a.id === b.id;
  return a.subscriptionId === b.subscriptionId && a.month === b.month;
}

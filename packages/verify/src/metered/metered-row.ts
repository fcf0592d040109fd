/** A charge of an endpoint, of storage, of a usage event or of the minimum of a month, with the entries that it caused. */
export interface MeteredRow {
  readonly id: string;
  readonly meter: string;
  readonly meterId: string;
  readonly leg: number;
  readonly resource: string;
  readonly rate: bigint | null;
  readonly price: string | null;
  /** Its place in the month meter that counts it: the number of the charge, and the quantity after it. */
  readonly month: { readonly meterId: string; readonly leg: number; readonly quantity: bigint } | null;
  readonly unitsMilli: number | null;
  readonly quantity: bigint;
  readonly from: number;
  readonly until: number;
  readonly amount: bigint;
  readonly isLate: boolean;
  readonly project: string | null;
  readonly member: string | null;
  readonly at: number;
  /** The refund grants that name this charge, and what was forgiven of its debt. */
  readonly refunded: bigint;
  readonly forgiven: bigint;
  /** How many entries have this charge as their cause, and how many of them mark it as a plain amount. */
  readonly entries: number;
  readonly plainEntries: number;
}

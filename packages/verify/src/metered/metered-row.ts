/** A charge of an endpoint, of storage or of a usage event, with the entries that it caused. */
export interface MeteredRow {
  readonly id: string;
  readonly meter: string;
  readonly meterId: string;
  readonly leg: number;
  readonly resource: string;
  readonly rate: bigint | null;
  readonly price: string | null;
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

/** Automatic top-up of an organization. Amounts are micro-USD, instants milliseconds since 1970. */
export interface TopUpRow {
  readonly state: string;
  readonly until: number | null;
  readonly threshold: bigint;
}

/** An automatic payment attempt. */
export interface AutomaticRow {
  readonly id: string;
  readonly state: string;
  readonly net: bigint;
  /** The caps of the day and of the month when it was made. */
  readonly dayCap: bigint;
  readonly monthCap: bigint;
  readonly createdAt: number;
}

/** What decides about automatic top-up, in one snapshot. */
export interface TopUpRows {
  /** Without an element, no member has ever switched it on. */
  readonly settings: TopUpRow[];
  /** The threshold that commands of the ledger look at; without an element, none may ask. */
  readonly below: bigint[];
  readonly attempts: AutomaticRow[];
  /** The attempts without an outcome that automatic top-up waits for, automatic or not. */
  readonly paying: string[];
}

/** An endpoint, and the greatest leg of its charges in the same snapshot. */
export interface EndpointRow {
  readonly id: string;
  readonly ref: string;
  readonly resource: string;
  readonly rate: bigint;
  /** The text of its price shape; `null` for a plain rate. */
  readonly price: string | null;
  readonly unitsMilli: number;
  readonly catalogVersion: number;
  readonly state: string;
  readonly createdAt: number;
  readonly startedAt: number;
  readonly settledAt: number;
  readonly stoppedMs: number;
  readonly charged: bigint;
  readonly remainder: bigint;
  readonly charges: number;
  readonly stoppedAt: number | null;
  readonly stopReason: string | null;
  /** 0 if it has no charges. */
  readonly lastLeg: number;
}

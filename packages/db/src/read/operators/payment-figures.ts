import type { Pool } from "pg";

/** The number of payments in one state. */
export interface PaymentFigure {
  readonly state: "created" | "submitted" | "unknown" | "parked" | "succeeded" | "failed";
  readonly payments: number;
}

const FIGURES = `
  SELECT state, count(*)::int AS payments FROM payment_attempts
    WHERE state IN ('created', 'submitted', 'unknown', 'parked') GROUP BY state
  UNION ALL
  SELECT state, count(*)::int FROM payment_attempts
    WHERE ended_at > clock_timestamp() - interval '24 hours' AND state IN ('succeeded', 'failed') GROUP BY state`;

/**
 * Counts the payments of all organizations by state: every open one, and those that ended in the last 24 hours.
 * @param verify the pool of the role that reads all organizations and writes nothing
 */
export async function paymentFigures(verify: Pool): Promise<readonly PaymentFigure[]> {
  const { rows } = await verify.query<PaymentFigure>(FIGURES);
  return rows;
}

import { andLivesIn, askEveryCell, type VerifyCell, type VerifyCells } from "../../connection/verify-cells.ts";

/** The number of payments in one state. */
export interface PaymentFigure {
  readonly state: "created" | "submitted" | "unknown" | "parked" | "succeeded" | "failed";
  readonly payments: number;
}

const figuresOf = (cell: VerifyCell): string => `
  SELECT state, count(*)::int AS payments FROM payment_attempts a
    WHERE state IN ('created', 'submitted', 'unknown', 'parked')${andLivesIn(cell, "a")} GROUP BY state
  UNION ALL
  SELECT state, count(*)::int FROM payment_attempts a
    WHERE ended_at > clock_timestamp() - interval '24 hours' AND state IN ('succeeded', 'failed')${andLivesIn(cell, "a")}
    GROUP BY state`;

/**
 * Counts the payments of all organizations by state: every open one, and those that ended in the last 24 hours. Leaves
 * out cells that do not answer.
 * @param verify the pools of the role that reads all organizations and writes nothing
 */
export async function paymentFigures(verify: VerifyCells): Promise<readonly PaymentFigure[]> {
  const { answers } = await askEveryCell(
    verify,
    async (cell) => (await cell.pool.query<PaymentFigure>(figuresOf(cell))).rows,
  );
  const byState = Map.groupBy(answers.flat(), ({ state }) => state);
  return [...byState].map(([state, figures]) => ({
    state,
    payments: figures.reduce((sum, { payments }) => sum + payments, 0),
  }));
}

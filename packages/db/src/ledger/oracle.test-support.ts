import type { DataSource } from "typeorm";
import { expect } from "vitest";
import type { Ledger } from "./ledger.ts";
import { type Acknowledged, answerTo, type By, type LoadPlan, ROUND, stepOf } from "./load.test-support.ts";

/**
 * Sends every acknowledged step again, and then the steps without a known answer, up to the end of each caller's round.
 * An acknowledged step must get the same answer again.
 * @returns all these steps with their answers
 */
export async function resend(
  ledger: Ledger,
  plan: LoadPlan,
  acknowledged: readonly Acknowledged[],
  everyone: readonly By[],
): Promise<Acknowledged[]> {
  const answers = await Promise.all(
    everyone.map(async (by) => {
      const known = acknowledged.filter((each) => each.by === by);
      const mine: Acknowledged[] = [];
      for (let n = 0; n <= known.length || (typeof by === "number" && n % ROUND !== 0); n += 1) {
        const outcome = await answerTo(ledger, stepOf(plan, by, n));
        const first = known[n];
        if (first !== undefined) expect([outcome.replayed, answered(outcome)]).toEqual([true, answered(first.outcome)]);
        mine.push({ by, n, outcome });
      }
      return mine;
    }),
  );
  return answers.flat();
}

/** The outcome without its flag `replayed`. */
function answered({ ok, answer, refusal }: Acknowledged["outcome"]): unknown {
  return { ok, answer, refusal };
}

/**
 * Checks that the books match the answers: each organization has its credit less every answered charge, nothing
 * reserved, and one entry for each charge.
 */
export async function expectKept(
  owner: DataSource,
  orgIds: readonly string[],
  credit: bigint,
  answers: readonly Acknowledged[],
): Promise<void> {
  const charged = answers.flatMap(({ by, outcome }) => {
    const amount = (outcome.answer as { charged?: string } | undefined)?.charged;
    const orgId = typeof by === "number" ? orgIds[by % orgIds.length] : undefined;
    return amount === undefined || amount === "0" || orgId === undefined ? [] : [{ orgId, amount: BigInt(amount) }];
  });
  for (const orgId of orgIds) {
    const mine = charged.filter((each) => each.orgId === orgId);
    const spent = mine.reduce((sum, { amount }) => sum + amount, 0n);
    const [row] = await owner.query(
      `SELECT available, reserved, owed, (SELECT count(*)::int FROM entries
          WHERE org_id = $1 AND kind IN ('charged', 'settled')) AS charges
        FROM organizations WHERE org_id = $1`,
      [orgId],
    );
    expect(row).toEqual({ available: credit - spent, reserved: 0n, owed: 0n, charges: mine.length });
  }
}

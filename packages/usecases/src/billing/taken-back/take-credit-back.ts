import {
  grantsUnder,
  type PaidPeriod,
  type PaymentAttemptRow,
  periodPaidBy,
  putTaking,
  takingsOf,
} from "@scrip/db/billing";
import { InvariantError, newId, type OrganizationsTx, type Query } from "@scrip/db/connection";
import type { Ledger } from "@scrip/db/ledger";
import {
  type GrantOfMonth,
  type StandingPart,
  type TakenBackOfGrants,
  takenBackOfPlan,
  takenBackOfPurchase,
} from "@scrip/domain/billing/taken-back";
import { greatest, least, type Micros } from "@scrip/domain/money";
import { nextMonthKey } from "@scrip/domain/plans/subscriptions";

/** What the platform does by itself. Only payments take credit back, or give it back, in this name. */
const SYSTEM = { type: "system", id: null } as const;

/** A transaction that has locked the organization of a payment. */
export interface TakingTx {
  readonly tx: OrganizationsTx;
  readonly query: Query;
  readonly ledger: Pick<Ledger, "within">;
}

/**
 * Brings what is taken back of a payment's grants to what stands of its refunds and disputes. It compares sums, so the
 * same again changes nothing.
 * @returns what all grants lose in micro-USD, below zero for what they get back
 * @source docs/rules.md#money-taken-back; docs/invariants.md#l23
 */
export async function takeCreditBack(
  taking: TakingTx,
  attempt: PaymentAttemptRow,
  standing: readonly StandingPart[],
): Promise<Micros> {
  const { orgId, id: attemptId } = attempt;
  const wanted = await wantedOf(taking.tx, attempt, standing);
  const takings = await takingsOf(taking.tx, orgId, attemptId);
  let moved: Micros = 0n;
  for (const grantId of new Set([...takings.keys(), ...wanted.keys()])) {
    const before = takings.get(grantId) ?? 0n;
    const after = await reachable(taking.tx, { orgId, grantId, before, wanted: wanted.get(grantId) ?? 0n });
    if (after === before) continue;
    await move(taking, { orgId, grantId, by: after - before });
    await putTaking(taking.tx, { orgId, attemptId, grantId, amount: after });
    moved += after - before;
  }
  return moved;
}

async function wantedOf(
  tx: OrganizationsTx,
  attempt: PaymentAttemptRow,
  standing: readonly StandingPart[],
): Promise<TakenBackOfGrants> {
  const { orgId, purpose, paymentId } = attempt;
  if (purpose === "subscription") return takenBackOfPlan(await grantsOfPeriod(tx, attempt), standing);
  const grants = await grantsUnder(tx, orgId, [`stripe:${paymentId}`, `stripe:${paymentId}:bonus`]);
  const credit = grants.find(({ businessKey }) => businessKey === `stripe:${paymentId}`);
  if (credit === undefined) throw new InvariantError(`attempt ${attempt.id} gave no credit`);
  const bonus = grants.find(({ businessKey }) => businessKey === `stripe:${paymentId}:bonus`) ?? null;
  return takenBackOfPurchase(attempt, { credit, bonus }, standing);
}

/** The period of a plan that an attempt paid; `null` if the plan was gone before the payment. */
export function periodOf(tx: OrganizationsTx, { orgId, id, paymentId }: PaymentAttemptRow): Promise<PaidPeriod | null> {
  if (paymentId === null) throw new InvariantError(`attempt ${id} was paid without a payment`);
  return periodPaidBy(tx, orgId, paymentId);
}

async function grantsOfPeriod(tx: OrganizationsTx, attempt: PaymentAttemptRow): Promise<readonly GrantOfMonth[]> {
  const period = await periodOf(tx, attempt);
  if (period === null) return [];
  const { subscriptionId: id, anchor, month, months } = period;
  const keys = Array.from({ length: months }, (_, n) => nextMonthKey({ id, anchor, nextMonth: month + n }));
  return grantsUnder(tx, attempt.orgId, keys);
}

/** What can be taken back of a grant: what an operator or a service took back of it is not there any more. */
async function reachable(
  tx: OrganizationsTx,
  of: { readonly orgId: string; readonly grantId: string; readonly before: Micros; readonly wanted: Micros },
): Promise<Micros> {
  const [row] = await tx.query<[{ amount: string; taken: string }]>(
    `SELECT g.amount::text AS amount, coalesce((SELECT sum(CASE kind WHEN 'grant_revoked' THEN asked ELSE -asked END)
        FROM entries WHERE org_id = $1 AND cause_type = 'grant' AND cause_id = $2 AND asked IS NOT NULL), 0)::text AS taken
      FROM grants g WHERE org_id = $1 AND id = $2`,
    [of.orgId, of.grantId],
  );
  const byOthers = BigInt(row.taken) - of.before;
  return least(of.wanted, BigInt(row.amount) - greatest(byOthers, 0n));
}

async function move(
  { query, ledger }: TakingTx,
  { orgId, grantId, by }: { readonly orgId: string; readonly grantId: string; readonly by: Micros },
): Promise<void> {
  const base = { orgId, id: newId(), actor: SYSTEM, grantId } as const;
  const outcome =
    by > 0n
      ? await ledger.within(query, { ...base, kind: "revokeGrant", amount: by }, null)
      : await ledger.within(query, { ...base, kind: "reinstateGrant", amount: -by }, null);
  if (!outcome.ok) throw new InvariantError(`grant ${grantId} could not be corrected: ${outcome.refusal.message}`);
}

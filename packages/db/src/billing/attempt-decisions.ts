import { IsNull } from "typeorm";
import type { OrganizationsTx } from "../connection/home-source.ts";
import { AttemptDecisionEntity, type AttemptDecisionRow } from "./attempt-decision.entity.ts";

/** What an operator decided about an attempt, unless it is undone; `null` if nothing is decided. */
export function decisionAbout(
  tx: OrganizationsTx,
  orgId: string,
  attemptId: string,
): Promise<AttemptDecisionRow | null> {
  return tx.repository(AttemptDecisionEntity).findOneBy({ orgId, attemptId, undoneAt: IsNull() });
}

/** Writes down what an operator decided about an attempt that is parked. @param tx has locked the organization */
export async function insertDecision(
  tx: OrganizationsTx,
  decision: Omit<AttemptDecisionRow, "n" | "undoneAt">,
): Promise<void> {
  const { orgId, attemptId } = decision;
  const decisions = tx.repository(AttemptDecisionEntity);
  const earlier = await decisions.countBy({ orgId, attemptId });
  await decisions.insert({ ...decision, n: earlier + 1, undoneAt: null });
}

/** Undoes a decision to pay back: its refund failed. Another decision can follow. */
export async function undoDecision(
  tx: OrganizationsTx,
  { orgId, attemptId, n }: Pick<AttemptDecisionRow, "orgId" | "attemptId" | "n">,
  undoneAt: Date,
): Promise<void> {
  await tx.repository(AttemptDecisionEntity).update({ orgId, attemptId, n }, { undoneAt });
}

import type { OrganizationsTx } from "../connection/home-source.ts";
import { AttemptDecisionEntity, type AttemptDecisionRow } from "./attempt-decision.entity.ts";

/** What an operator decided about an attempt; `null` if nothing was decided. */
export function decisionAbout(
  tx: OrganizationsTx,
  orgId: string,
  attemptId: string,
): Promise<AttemptDecisionRow | null> {
  return tx.repository(AttemptDecisionEntity).findOneBy({ orgId, attemptId });
}

/** Writes down what an operator decided about an attempt that is parked. */
export async function insertDecision(tx: OrganizationsTx, decision: AttemptDecisionRow): Promise<void> {
  await tx.repository(AttemptDecisionEntity).insert(decision);
}

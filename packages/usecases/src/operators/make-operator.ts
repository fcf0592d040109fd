import { appendPlatformAudit } from "@scrip/db/access";
import { inPlatform, type PlatformSource } from "@scrip/db/connection";
import { removeOperator as deleteOperator, makeOperator as insertOperator } from "@scrip/db/operators";
import type { AuditRecord } from "@scrip/domain/audit-record";

/**
 * Makes a person an operator of the platform. Only the command line does this, with the owner's role: no process and no
 * operator can.
 * @returns whether the person was none before
 * @source docs/rules.md#operators
 */
export function makeOperator(owner: PlatformSource, personId: string): Promise<boolean> {
  return inPlatform(owner, async (tx) => {
    const isNew = await insertOperator(tx, personId);
    if (isNew) await appendPlatformAudit(tx, byCommandLine("operator.made", personId));
    return isNew;
  });
}

/**
 * Removes an operator, with effect on the next call, and withdraws the acts for which the operator still waits for
 * approval.
 * @returns whether the person was an operator
 * @source docs/rules.md#operators
 */
export function removeOperator(owner: PlatformSource, personId: string): Promise<boolean> {
  return inPlatform(owner, async (tx) => {
    const wasOperator = await deleteOperator(tx, personId);
    if (wasOperator) await appendPlatformAudit(tx, byCommandLine("operator.removed", personId));
    return wasOperator;
  });
}

function byCommandLine(action: AuditRecord["action"], personId: string): AuditRecord {
  const actor = { type: "system", id: null } as const;
  return { actor, action, target: { type: "person", id: personId }, outcome: "done" };
}

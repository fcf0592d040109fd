import type { Draft } from "../state/draft.ts";

/**
 * Asks automatic top-up, by due work of its own, if a command leaves less spendable credit than the threshold. It is asked
 * once: the threshold is gone until automatic top-up has decided, so a hundred commands below it ask as much as one. A
 * command that makes no entry does not ask, since it moves no credit.
 * @source docs/rules.md#automatic-top-up; docs/invariants.md#l24
 */
export function askTopUp(draft: Draft): void {
  const { orgId, topUpBelow } = draft.ledger;
  if (topUpBelow === null || draft.entries.length === 0 || draft.spendable() >= topUpBelow) return;
  draft.asksTopUp = true;
  draft.due.push({ kind: "start_topup", refId: orgId, dueAt: draft.at });
}

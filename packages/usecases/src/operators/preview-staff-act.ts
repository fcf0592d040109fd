import { inPlatform, newId } from "@scrip/db/connection";
import { sumOfActsAlone } from "@scrip/db/operators";
import { type BalanceAnswer, balanceNow } from "@scrip/domain/ledger";
import { creditExpiry, needsApproval, type StaffAct, staffCommand } from "@scrip/domain/operators";
import { tryRefund } from "../billing/taken-back/try-refund.ts";
import type { Deps } from "../deps.ts";
import { tryCommand } from "../ledger/try-command.ts";
import type { OperatorCaller } from "./operator-caller.ts";

/** What an act would change. Amounts are digits of micro-USD. */
export interface StaffActPreview {
  readonly before: BalanceAnswer;
  /** `null` if the ledger's rules would refuse the act. */
  readonly after: BalanceAnswer | null;
  readonly problem: string | null;
  readonly needsApproval: boolean;
  readonly limit: string;
  /** What the operator did alone for the organization within the last 24 hours. */
  readonly usedAlone: string;
}

/**
 * Tries an act out: the command of the ledger runs in a transaction that is rolled back, so the answer is exactly that of
 * the act at this moment.
 * @throws OrganizationMissing
 * @source docs/rules.md#dry-runs
 */
export async function previewStaffAct(
  deps: Pick<Deps, "homes" | "ledger" | "books" | "catalogVersion">,
  { personId }: OperatorCaller,
  { org, act }: { readonly org: string; readonly act: StaffAct },
): Promise<StaffActPreview> {
  const { now, ledger, lapsed, lapsing } = await deps.ledger.peek(org);
  const { available, reserved, owed } = balanceNow(ledger.balance, lapsed, lapsing);
  await deps.books.ensure([deps.catalogVersion]);
  const limit = deps.books.book(deps.catalogVersion).staffActLimit;
  const usedAlone = await inPlatform(deps.homes.platform, (tx) => sumOfActsAlone(tx, personId, org));
  const expiresAt = creditExpiry(act, Math.max(now, ledger.at));
  const frame = { orgId: org, id: newId(), operator: personId, expiresAt };
  const outcome =
    act.kind === "refund_payment"
      ? await tryRefund(deps, { orgId: org, attemptId: act.attemptId, gross: act.amount })
      : await tryCommand(deps, staffCommand(act, frame));
  return {
    before: { available: String(available), reserved: String(reserved), owed: String(owed) },
    after: outcome.ok ? outcome.answer.balance : null,
    problem: outcome.ok ? null : outcome.refusal.message,
    needsApproval: needsApproval(act.amount, usedAlone, limit),
    limit: String(limit),
    usedAlone: String(usedAlone),
  };
}

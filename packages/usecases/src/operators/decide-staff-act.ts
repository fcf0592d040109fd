import { appendPlatformAudit } from "@scrip/db/access";
import { writePlatformDue } from "@scrip/db/claims";
import { inPlatform, type PlatformTx, reach, retrying } from "@scrip/db/connection";
import { decideStaffAct, getStaffAct, isOperator, lockStaffAct, type StoredStaffAct } from "@scrip/db/operators";
import { creditExpiry } from "@scrip/domain/operators";
import type { Deps } from "../deps.ts";
import { type RefusedError, refused } from "../refused.ts";
import { outcomeOf, type StaffActOutcome } from "./ask-staff-act.ts";
import { auditActor, type OperatorCaller, requireOperator } from "./operator-caller.ts";
import { finishingOf } from "./run-staff-act.ts";
import { actInWords } from "./staff-act-records.ts";

/**
 * Approves an act of another operator, and runs it. It runs once, however often and by however many operators it is
 * approved.
 * @throws RefusedError `operators_only`, `approval_not_found`, `own_act`, `approval_closed`, `act_failed`, and the
 *   refusals of the ledger's rules
 * @source docs/rules.md#approvals
 */
export async function approveStaffAct(
  deps: Pick<Deps, "homes" | "ledger" | "books" | "gateway">,
  operator: OperatorCaller,
  id: string,
): Promise<StaffActOutcome> {
  const { orgId, act } = await found(deps, id);
  const { now, ledger } = await deps.ledger.peek(orgId);
  const creditExpiresAt = creditExpiry(act, Math.max(now, ledger.at));
  const stored = await decide(deps, operator, id, async (tx, waiting) => {
    if (!(await isOperator(tx, waiting.askedBy))) throw closed({ ...waiting, state: "withdrawn" });
    await writePlatformDue(tx, finishingOf(id));
    const decision = { by: operator.personId, reason: null, creditExpiresAt, origin: operator.from };
    return decideStaffAct(tx, id, { ...decision, state: "running" });
  });
  reach("staff_act.claimed");
  return outcomeOf(deps, stored);
}

/**
 * Refuses an act of another operator, with a reason.
 * @throws RefusedError `operators_only`, `approval_not_found`, `own_act`, `approval_closed`
 * @source docs/rules.md#approvals
 */
export async function refuseStaffAct(
  deps: Pick<Deps, "homes">,
  operator: OperatorCaller,
  { act: id, reason }: { readonly act: string; readonly reason: string },
): Promise<StoredStaffAct> {
  await found(deps, id);
  return decide(deps, operator, id, (tx) => {
    const decision = { by: operator.personId, reason, creditExpiresAt: null, origin: operator.from };
    return decideStaffAct(tx, id, { ...decision, state: "refused" });
  });
}

/** Decides under the lock of the act. The same operator who decided before gets the decision again. */
function decide(
  deps: Pick<Deps, "homes">,
  operator: OperatorCaller,
  id: string,
  write: (tx: PlatformTx, waiting: StoredStaffAct) => Promise<StoredStaffAct>,
): Promise<StoredStaffAct> {
  return retrying(() =>
    inPlatform(deps.homes.platform, async (tx) => {
      const waiting = await lockStaffAct(tx, id);
      if (waiting === null) throw notFound(id);
      await requireOperator(tx, operator);
      if (waiting.askedBy === operator.personId)
        throw refused("own_act", "You asked for this yourself, so another operator must decide.", { act: id });
      if (waiting.decidedBy === operator.personId && waiting.state !== "refused") return waiting;
      if (waiting.state !== "wanted") throw closed(waiting);
      const decided = await write(tx, waiting);
      await appendPlatformAudit(tx, {
        actor: auditActor(operator),
        action: decided.state === "running" ? "approval.given" : "approval.refused",
        target: { type: "organization", id: decided.orgId },
        outcome: "done",
        from: operator.from,
        reason: decided.decisionReason,
        details: { act: `act_${id}`, wanted: actInWords(decided.act), askedBy: decided.askedBy },
      });
      return decided;
    }),
  );
}

async function found(deps: Pick<Deps, "homes">, id: string): Promise<StoredStaffAct> {
  const stored = await getStaffAct(deps.homes.platform, id);
  if (stored === null) throw notFound(id);
  return stored;
}

function notFound(act: string): RefusedError {
  return refused("approval_not_found", "There is no such act.", { act });
}

const CLOSED = {
  wanted: "it waits for approval",
  running: "another operator approved it",
  done: "another operator approved it",
  failed: "another operator approved it, and the rules refused it",
  refused: "it was refused",
  withdrawn: "its operator was removed",
  expired: "nobody approved it in time",
} as const satisfies Record<StoredStaffAct["state"], string>;

function closed({ id, state }: StoredStaffAct): RefusedError {
  return refused("approval_closed", `This no longer waits for approval: ${CLOSED[state]}.`, { act: id, state });
}

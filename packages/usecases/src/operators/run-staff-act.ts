import { appendAudit, appendPlatformAudit } from "@scrip/db/access";
import { markDone } from "@scrip/db/claims";
import { type Homes, inOrganization, inPlatform, type Query, queryOf, reach, retrying } from "@scrip/db/connection";
import type { OutcomeOf } from "@scrip/db/ledger";
import { getStaffAct, markStaffAct, type StoredStaffAct } from "@scrip/db/operators";
import { type LedgerAct, type StaffCommand, staffCommand } from "@scrip/domain/operators";
import { type RefundDeps, type RefundOutcome, refundPayment } from "../billing/taken-back/refund-payment.ts";
import { RefusedError } from "../refused.ts";
import { recordOfAct } from "./staff-act-records.ts";

/** What an act needs in both homes, and at the gateway. */
export type StaffActDeps = RefundDeps;

/** The answer to an act that ran: that of the ledger, or of a refund. */
export type StaffActAnswer = Extract<ActOutcome, { readonly ok: true }>["answer"];

type ActOutcome = OutcomeOf<StaffCommand["kind"]> | RefundOutcome;

/**
 * Runs an act that may run, and marks it: the command of the ledger with its audit entry in one transaction of the
 * organization, or the refund of a payment in its steps, then the entry of the platform's audit log with the mark. Safe
 * to repeat, also concurrently: the key at the ledger and at the gateway is made from the act's id, so the act runs
 * once.
 * @returns the ledger's answer, the same at each call
 * @throws RefusedError if the ledger's rules refuse it; it is marked as failed then
 * @source docs/rules.md#acts-of-operators
 */
export async function runStaffAct(deps: StaffActDeps, stored: StoredStaffAct): Promise<StaffActAnswer> {
  const outcome = await ran(deps, stored);
  reach("staff_act.acted");
  await retrying(() => mark(deps.homes, stored, outcome.ok ? null : outcome.refusal));
  reach("staff_act.marked");
  if (!outcome.ok) throw new RefusedError(outcome.refusal);
  return outcome.answer;
}

/**
 * Finishes an act that was interrupted after its claim. Safe to repeat. A refusal of the ledger's rules ends it.
 * @param id the act
 */
export async function finishStaffAct(deps: StaffActDeps, id: string): Promise<void> {
  const stored = await getStaffAct(deps.homes.platform, id);
  if (stored?.state !== "running") return markDone(deps.homes.platform, finishingOf(id));
  try {
    await runStaffAct(deps, stored);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
  }
}

/** The platform's due work of an act that is not marked as done. */
export function finishingOf(id: string) {
  return { kind: "finish_staff_act", ref: id } as const;
}

async function ran(deps: StaffActDeps, stored: StoredStaffAct): Promise<ActOutcome> {
  const { id, orgId, act: wanted, reason, askedBy: operator } = stored;
  if (wanted.kind !== "refund_payment") return retrying(() => act(deps, stored, wanted));
  const audit = recordOfAct(stored, { target: { type: "payment", id: wanted.attemptId } });
  return refundPayment(deps, { id, orgId, attemptId: wanted.attemptId, gross: wanted.amount, reason, operator, audit });
}

async function act(
  { ledger, homes }: StaffActDeps,
  stored: StoredStaffAct,
  wanted: LedgerAct,
): Promise<OutcomeOf<StaffCommand["kind"]>> {
  const { id, orgId, askedBy, creditExpiresAt } = stored;
  const command = staffCommand(wanted, { orgId, id, operator: askedBy, expiresAt: creditExpiresAt });
  let committed: Query | null = null;
  const outcome = await inOrganization(homes.organizations, orgId, async (tx) => {
    const query = queryOf(tx);
    committed = query;
    const given = await ledger.within(query, command, `staff:${id}`);
    // A repeated run finds the entry of the first one.
    if (given.ok && !given.replayed)
      await appendAudit(tx, orgId, recordOfAct(stored, { target: targetOf(given.answer) }));
    return given;
  });
  if (committed !== null) ledger.committed(committed);
  return outcome;
}

async function mark(homes: Homes, stored: StoredStaffAct, refusal: RefusedError["refusal"] | null): Promise<void> {
  const { id, orgId } = stored;
  await inPlatform(homes.platform, async (tx) => {
    const isMarked = await markStaffAct(tx, id, refusal?.message ?? null);
    await markDone(tx, finishingOf(id));
    if (!isMarked) return;
    const target = { type: "organization", id: orgId };
    const record = recordOfAct(stored, { target, details: { problem: refusal?.code ?? null } });
    await appendPlatformAudit(tx, { ...record, outcome: refusal === null ? "done" : "denied" });
  });
}

/** The row that the act made or changed. */
function targetOf(answer: StaffActAnswer): { readonly type: string; readonly id: string } {
  if ("refund" in answer) return { type: "payment", id: answer.payment };
  if ("charge" in answer) return { type: "charge", id: answer.charge };
  if ("grant" in answer) return { type: "grant", id: answer.grant };
  return { type: "debt", id: answer.debt };
}

import { formatUsd } from "../../money/index.ts";
import type { GrantAnswer, SweepAnswer } from "../state/answer.ts";
import { hasLapsed } from "../state/burn.ts";
import type { Draft } from "../state/draft.ts";
import { expireAvail } from "../state/hold-moves.ts";
import { type RuleRefusal, refuse } from "../state/rule.ts";
import type { GrantTerms } from "../state/state.ts";
import type { IssueGrant, IssueScheduled } from "./command.ts";
import type { Needs } from "./needs.ts";

/** The grant that has the business key already. */
export const issueGrantNeeds = ({ businessKey }: IssueGrant): Needs => ({ businessKey });

/**
 * Adds credit, at once or at its `effectiveAt`. New credit pays debts first.
 * @returns the grant; if the business key exists with the same terms, the earlier grant
 * @refuses `business_key_taken`, `grant_interval_empty`, `grant_already_lapsed`
 * @source docs/rules.md#issuing; docs/rules.md#business-keys; docs/invariants.md#l31
 */
export function issueGrant(draft: Draft, command: IssueGrant): GrantAnswer | RuleRefusal {
  const existing = draft.ledger.businessKeys.get(command.businessKey);
  if (existing !== undefined) return answerExisting(draft, command, existing);
  const effectiveAt = command.effectiveAt ?? draft.at;
  const { expiresAt } = command;
  if (expiresAt !== null && expiresAt <= effectiveAt)
    return refuse("grant_interval_empty", "The credit would expire before it takes effect.", {
      effectiveAt,
      expiresAt,
    });
  if (expiresAt !== null && expiresAt <= draft.at)
    return refuse("grant_already_lapsed", "The credit would have expired already.", { expiresAt, at: draft.at });

  const { id, source, amount, businessKey } = command;
  const terms: GrantTerms = { id, source, kind: command.grantKind, amount, effectiveAt, expiresAt, businessKey };
  if (effectiveAt > draft.at) {
    draft.scheduled = { ...terms, issued: false };
    draft.due.push({ kind: "issue_grant", refId: id, dueAt: effectiveAt });
    return answer(draft, terms, "scheduled", 0n);
  }
  return answer(draft, terms, "issued", book(draft, terms));
}

/** The scheduled grant. */
export const issueScheduledNeeds = ({ grantId }: IssueScheduled): Needs => ({ grant: grantId });

/**
 * Issues a scheduled grant that is due. If it lapsed before the sweeper ran, it expires at once.
 * @returns `done: false` before its time, or if it was issued before
 * @source docs/rules.md#scheduled-grants
 */
export function issueScheduled(draft: Draft, command: IssueScheduled): SweepAnswer {
  const scheduled = draft.ledger.scheduled.get(command.grantId);
  const early = scheduled !== undefined && scheduled.effectiveAt > draft.at;
  if (!early) draft.due.push({ kind: "issue_grant", refId: command.grantId, dueAt: null });
  const done = scheduled !== undefined && !early && !scheduled.issued;
  if (done) {
    draft.scheduled = { ...scheduled, issued: true };
    book(draft, scheduled);
  }
  return { done, seq: draft.lastSeq(), balance: draft.answerBalance() };
}

/** Books the entry that issues a grant and pays debts with it. @returns the paid debt in micro-USD */
export function book(draft: Draft, terms: GrantTerms): bigint {
  const { id, source, kind, amount, effectiveAt, expiresAt, businessKey, refundOf } = terms;
  const zeros = { avail: 0n, held: 0n, spent: 0n, expired: 0n, revoked: 0n, legs: 0 };
  const refund = refundOf === undefined ? {} : { refundOf };
  const grant = { id, source, kind, amount, effectiveAt, expiresAt, businessKey, ...refund, ...zeros };
  draft.put({ grant });
  draft.post("issued", "avail", amount, { grantId: id });
  const paid = draft.payDebts();
  draft.enter("grant_issued", { type: "grant", grant });
  if (hasLapsed(terms, draft.at)) expireAvail(draft, id);
  else if (expiresAt !== null) draft.due.push({ kind: "expire_grant", refId: id, dueAt: expiresAt });
  return paid;
}

function answerExisting(draft: Draft, command: IssueGrant, existing: GrantTerms): GrantAnswer | RuleRefusal {
  const same =
    existing.source === command.source &&
    existing.kind === command.grantKind &&
    existing.amount === command.amount &&
    existing.expiresAt === command.expiresAt &&
    (command.effectiveAt === null || existing.effectiveAt === command.effectiveAt);
  if (same) return answer(draft, existing, "existing", 0n);
  const message =
    `The business key "${command.businessKey}" already names a grant of ${formatUsd(existing.amount)} ` +
    "with other terms. Send the same terms again, or use another business key.";
  return refuse("business_key_taken", message, { businessKey: command.businessKey, grant: existing.id });
}

function answer(draft: Draft, terms: GrantTerms, state: GrantAnswer["state"], paidDebt: bigint): GrantAnswer {
  return {
    grant: terms.id,
    state,
    amount: String(terms.amount),
    paidDebt: String(paidDebt),
    seq: draft.lastSeq(),
    balance: draft.answerBalance(),
  };
}

import { formatUsd, least } from "../../money/index.ts";
import type { GrantAnswer, SweepAnswer } from "../state/answer.ts";
import { hasLapsed } from "../state/burn.ts";
import { ownName } from "../state/business-key.ts";
import type { Draft } from "../state/draft.ts";
import { expireAvail } from "../state/hold-moves.ts";
import type { Instant } from "../state/ids.ts";
import { checkTotal } from "../state/limits.ts";
import { type RuleRefusal, refuse } from "../state/rule.ts";
import type { GrantTerms } from "../state/state.ts";
import { cancel } from "./cancel-scheduled.ts";
import type { IssueGrant, IssueScheduled } from "./command.ts";
import type { Needs } from "./needs.ts";

/** The grant that has the business key already. */
export const issueGrantNeeds = ({ businessKey }: IssueGrant): Needs => (businessKey === null ? {} : { businessKey });

/**
 * Adds credit, at once or at its `effectiveAt`. New credit pays debts first. Scheduling makes an entry that moves
 * nothing, so that the chain covers the terms of the grant.
 * @returns the grant; if the business key exists with the same amount, the earlier grant with its terms
 * @refuses `business_key_taken`, `grant_interval_empty`, `grant_already_lapsed`, `balance_above_limit`
 * @source docs/rules.md#issuing; docs/rules.md#business-keys; docs/invariants.md#l31
 */
export function issueGrant(draft: Draft, command: IssueGrant): GrantAnswer | RuleRefusal {
  const businessKey = command.businessKey ?? command.id;
  const existing = draft.ledger.businessKeys.get(businessKey);
  if (existing !== undefined) return answerExisting(draft, command, existing);
  const effectiveAt = command.effectiveAt ?? draft.at;
  const { expiresAt } = command;
  if (expiresAt !== null && expiresAt <= effectiveAt)
    return refuse("grant_interval_empty", "The credit would expire before it takes effect.", {
      effectiveAt,
      expiresAt,
    });
  if (expiresAt !== null && expiresAt <= draft.at && command.evenIfLapsed !== true)
    return refuse("grant_already_lapsed", "The credit would have expired already.", { expiresAt, at: draft.at });

  const { id, source, amount } = command;
  const terms: GrantTerms = { id, source, kind: command.grantKind, amount, effectiveAt, expiresAt, businessKey };
  if (effectiveAt > draft.at) {
    const problem = checkTotal(draft.total + amount);
    if (problem !== null) return problem;
    draft.scheduled = { ...terms, issued: false, cancelled: false };
    draft.due.push({ kind: "issue_grant", refId: id, dueAt: effectiveAt });
    draft.note("grant_scheduled", { type: "scheduled", grant: terms });
    return answer(draft, terms, "scheduled", 0n);
  }
  return answer(draft, terms, "issued", book(draft, terms));
}

/** The scheduled grant. */
export const issueScheduledNeeds = ({ grantId }: IssueScheduled): Needs => ({ grant: grantId });

/** How long a due grant is held back if its organization has no room for it: a day, in milliseconds. */
const HELD_BACK_MS = 86_400_000;

/**
 * Issues a scheduled grant that is due. If it lapsed before the sweeper ran, it expires at once. A grant that would
 * take the organization's sums above the limit is held back: its due work moves by a day, or to its expiry.
 * A closed organization gets no credit: there the grant is cancelled.
 * @returns `done: false` before its time, if it is held back or cancelled, or if it was issued or cancelled before
 * @source docs/rules.md#scheduled-grants; docs/rules.md#limits; docs/rules.md#closing
 */
export function issueScheduled(draft: Draft, command: IssueScheduled): SweepAnswer {
  const scheduled = draft.ledger.scheduled.get(command.grantId);
  const early = scheduled !== undefined && scheduled.effectiveAt > draft.at;
  const open = scheduled !== undefined && !early && !scheduled.issued && !scheduled.cancelled;
  if (open && draft.ledger.isClosed) {
    cancel(draft, scheduled);
    return { done: false, seq: draft.lastSeq(), balance: draft.answerBalance() };
  }
  const heldBackTo = open ? roomAt(draft, scheduled) : null;
  if (!early) draft.due.push({ kind: "issue_grant", refId: command.grantId, dueAt: heldBackTo });
  const done = open && heldBackTo === null;
  if (done) {
    draft.scheduled = { ...scheduled, issued: true };
    book(draft, scheduled);
  }
  return { done, seq: draft.lastSeq(), balance: draft.answerBalance() };
}

/** When a due grant is tried again; `null` if there is room for it now. A lapsed grant needs none: it expires at once. */
function roomAt(draft: Draft, { amount, effectiveAt, expiresAt }: GrantTerms): Instant | null {
  const paidDebt = least(draft.owed, amount);
  if (checkTotal(draft.total + amount - 2n * paidDebt) === null) return null;
  if (expiresAt !== null && expiresAt <= draft.at) return null;
  const days = Math.floor((draft.at - effectiveAt) / HELD_BACK_MS) + 1;
  const next = effectiveAt + days * HELD_BACK_MS;
  return expiresAt === null ? next : Math.min(next, expiresAt);
}

/** Books the entry that issues a grant and pays debts with it. @returns the paid debt in micro-USD */
export function book(draft: Draft, terms: GrantTerms): bigint {
  const { id, source, kind, amount, effectiveAt, expiresAt, businessKey, refundOf } = terms;
  const zeros = { avail: 0n, held: 0n, spent: 0n, expired: 0n, revoked: 0n, toRevoke: 0n, legs: 0 };
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

/** The same payment or period may come again with another expiry, if that is computed from the time of the call. */
function answerExisting(draft: Draft, command: IssueGrant, existing: GrantTerms): GrantAnswer | RuleRefusal {
  const { id, source, kind, amount, effectiveAt, expiresAt } = existing;
  const isCancelled = draft.ledger.scheduled.get(id)?.cancelled === true;
  if (amount === command.amount && !isCancelled)
    return { ...answer(draft, existing, "existing", 0n), terms: { source, kind, effectiveAt, expiresAt } };
  const name = ownName(existing.businessKey);
  const message =
    `The business key "${name}" already names a grant of ${formatUsd(amount)}` +
    (isCancelled
      ? " that was cancelled. Use another business key."
      : ". Send the same amount again, or use another business key.");
  return refuse("business_key_taken", message, { businessKey: name, grant: id });
}

function answer(draft: Draft, terms: GrantTerms, state: GrantAnswer["state"], paidDebt: bigint): GrantAnswer {
  return {
    grant: terms.id,
    state,
    amount: String(terms.amount),
    paidDebt: String(paidDebt),
    terms: null,
    seq: draft.lastSeq(),
    balance: draft.answerBalance(),
  };
}

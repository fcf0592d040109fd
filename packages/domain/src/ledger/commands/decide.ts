import type { Decision } from "../state/decision.ts";
import { Draft } from "../state/draft.ts";
import type { Instant } from "../state/ids.ts";
import { checkBalance } from "../state/limits.ts";
import type { RuleContext } from "../state/rule.ts";
import type { OrgLedger } from "../state/state.ts";
import { askTopUp } from "./ask-top-up.ts";
import { checkClosed } from "./check-closed.ts";
import type { Command } from "./command.ts";
import { applyRule } from "./rules.ts";
import { watchAlerts } from "./watch-alerts.ts";

/**
 * Decides one command by the ledger's rules: returns the entries and rows to write with the answer, or a
 * refusal without any writes. Pure: the same ledger, command and time give the same decision, in production,
 * in a dry run and in the model of the tests. `apply` applies the decision.
 * @param now the organization's time, read after its row was locked
 * @throws MoreNeeded if the command needs more open grants or debts than were loaded; a ledger with more of them gives
 *   the same decision as one with all
 * @source docs/rules.md#decide-then-write
 */
export function decide(ledger: OrgLedger, command: Command, now: Instant, context: RuleContext): Decision {
  const draft = new Draft(ledger, now, command.actor, command.budgets);
  draft.books = context.books;
  const answer = checkClosed(draft, command) ?? applyRule(draft, command, context);
  const outcome = "refused" in answer ? answer : (checkBalance(draft) ?? answer);
  if ("refused" in outcome) return { ok: false, at: draft.at, refusal: outcome.refused };
  askTopUp(draft);
  watchAlerts(draft, outcome);
  return { ok: true, at: draft.at, entries: draft.entries, changes: draft.changes(), answer: outcome };
}

import { InvariantError, newId } from "@scrip/db/connection";
import type { IssueGrant } from "@scrip/domain/ledger";
import type { Given, Outcome } from "./outcome.ts";

const DAY_MS = 86_400_000;

/**
 * Issues the credit of a purchase: as much as its net amount, which never expires, and the bonus, which does. Their
 * business keys are the payment, so a payment gives its credit once.
 * @source docs/rules.md#purchases; docs/invariants.md#l22
 */
export async function giveCredit(outcome: Outcome): Promise<Given> {
  const { attempt, organization, seen } = outcome;
  if (attempt.purpose === "subscription") throw new InvariantError(`attempt ${attempt.id} buys no credit`);
  if (seen.payment === null) throw new InvariantError(`attempt ${attempt.id} was paid without a payment`);
  const bought = await issue(outcome, {
    source: attempt.purpose,
    grantKind: "paid",
    amount: attempt.net,
    expiresAt: null,
    businessKey: `stripe:${seen.payment}`,
  });
  if (bought.kind === "parked" || attempt.bonus === null) return bought;
  const bonus = await issue(outcome, {
    source: attempt.purpose,
    grantKind: "promotional",
    amount: attempt.bonus,
    expiresAt: organization.time.getTime() + (attempt.bonusDays ?? 0) * DAY_MS,
    businessKey: `stripe:${seen.payment}:bonus`,
  });
  if (bonus.kind === "parked") throw new InvariantError(`the bonus of attempt ${attempt.id} has no room`);
  return bought;
}

async function issue(
  { deps, query, organization: { orgId }, attempt }: Outcome,
  terms: Pick<IssueGrant, "source" | "grantKind" | "amount" | "expiresAt" | "businessKey">,
): Promise<Given> {
  const actor = { type: attempt.actorType, id: attempt.actorId } as IssueGrant["actor"];
  const command = { kind: "issueGrant", orgId, id: newId(), actor, effectiveAt: null, ...terms } as const;
  const issued = await deps.ledger.within(query, command, null);
  if (issued.ok) return { kind: "given", grantId: issued.answer.grant };
  const { code, message } = issued.refusal;
  if (code === "organization_closed" || code === "balance_above_limit") return { kind: "parked", why: code };
  throw new InvariantError(`the credit of attempt ${attempt.id} was refused: ${message}`);
}

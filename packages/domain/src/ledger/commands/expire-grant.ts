import type { SweepAnswer } from "../state/answer.ts";
import { hasLapsed } from "../state/burn.ts";
import type { Draft } from "../state/draft.ts";
import { expireAvail } from "../state/hold-moves.ts";
import type { ExpireGrant } from "./command.ts";
import type { Needs } from "./needs.ts";

/** The grant that expires. */
export const expireGrantNeeds = ({ grantId }: ExpireGrant): Needs => ({ grant: grantId });

/**
 * Books the expiry of a grant's free credit. Held credit of the grant stays usable by its holds, and
 * expires when a hold releases it.
 * @returns `done: false` before the grant's expiry, or if no free credit was left
 * @source docs/rules.md#expiry; docs/invariants.md#l15; docs/invariants.md#l18
 */
export function expireGrant(draft: Draft, command: ExpireGrant): SweepAnswer {
  const grant = draft.ledger.grants.get(command.grantId);
  const early = grant !== undefined && !hasLapsed(grant, draft.at);
  if (!early) draft.due.push({ kind: "expire_grant", refId: command.grantId, dueAt: null });
  const done = grant !== undefined && !early && grant.avail > 0n;
  if (done) expireAvail(draft, grant.id);
  return { done, seq: draft.lastSeq(), balance: draft.answerBalance() };
}

import { decisionAbout, type PaymentAttemptRow } from "@scrip/db/billing";
import { inOrganization } from "@scrip/db/connection";
import { type AttemptDeps, requireGateway } from "../attempts/attempt-deps.ts";
import { issueOnClock } from "../documents/issue-document.ts";
import { bookTakenBack } from "./book-taken-back.ts";
import { reopenCase } from "./reopen-case.ts";

/**
 * Reads a payment from the gateway and books what was taken back of it.
 * @returns false if the payment gave nothing that can be taken back
 * @throws GatewayError
 */
export async function bookMoneyTaken(
  deps: AttemptDeps,
  { orgId, id }: Pick<PaymentAttemptRow, "orgId" | "id">,
  payment: string,
): Promise<boolean> {
  const found = await requireGateway(deps).payments.read(payment);
  if (await reopenCase(deps, { orgId, id }, found)) return true;
  const { attempt, news } = await bookTakenBack(deps, orgId, await bookingOf(deps, orgId, id), found);
  for (const each of news)
    if (each.kind === "refund" && each.row.endedAt !== null) await issueOnClock(deps, orgId, each.row.id);
  return attempt.state === "succeeded";
}

/** The attempt that books the payment of an attempt: another one, if an operator accepted a payment that was parked. */
async function bookingOf({ homes }: AttemptDeps, orgId: string, attemptId: string): Promise<string> {
  const decision = await inOrganization(homes.organizations, orgId, (tx) => decisionAbout(tx, orgId, attemptId));
  return decision?.bookedBy ?? attemptId;
}

import { randomUUIDv7 } from "node:crypto";
import { findPeople } from "@scrip/db/access";
import type { PlatformTx } from "@scrip/db/connection";
import { queueMail } from "@scrip/db/notices";
import { listOperators } from "@scrip/db/operators";

/** What waits for the decision of a second operator. */
export interface ApprovalWanted {
  /** In words, such as `a grant of $250.00`. */
  readonly act: string;
  /** The name of the organization that it is for; `null` if it is for none. */
  readonly organization: string | null;
  readonly askedBy: string;
  readonly reason: string;
}

/**
 * Asks the other operators by mail for a decision, in the transaction that makes something wait for it.
 * @param origin of this server in browsers, for the link
 */
export async function mailOtherOperators(
  tx: PlatformTx,
  origin: string,
  { act, organization, askedBy, reason }: ApprovalWanted,
): Promise<void> {
  const operators = await listOperators(tx);
  const people = await findPeople(
    tx,
    operators.map(({ personId }) => personId),
  );
  const name = people.get(askedBy)?.name ?? "an operator";
  const data = { url: `${origin}/operators/approvals`, organization, act, askedBy: name, reason };
  for (const { id: personId, email } of people.values()) {
    if (personId === askedBy) continue;
    await queueMail(tx, { id: randomUUIDv7(), kind: "approval_wanted", to: email, orgId: null, personId, data });
  }
}

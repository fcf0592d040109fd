import { randomUUIDv7 } from "node:crypto";
import { findPeople } from "@scrip/db/access";
import type { PlatformTx } from "@scrip/db/connection";
import { queueMail } from "@scrip/db/notices";
import { listOperators, type StoredStaffAct } from "@scrip/db/operators";
import { organizationNames } from "@scrip/db/organizations";
import { actInWords } from "./staff-act-records.ts";

/**
 * Asks the other operators by mail to decide on an act, in the transaction that makes it wait.
 * @param origin of this server in browsers, for the link
 */
export async function mailOtherOperators(
  tx: PlatformTx,
  origin: string,
  { orgId, act, askedBy, reason }: StoredStaffAct,
): Promise<void> {
  const operators = await listOperators(tx);
  const people = await findPeople(
    tx,
    operators.map(({ personId }) => personId),
  );
  const organization = (await organizationNames(tx, [orgId])).get(orgId) ?? orgId;
  const name = people.get(askedBy)?.name ?? "an operator";
  const data = { url: `${origin}/operators/approvals`, organization, act: actInWords(act), askedBy: name, reason };
  for (const { id: personId, email } of people.values()) {
    if (personId === askedBy) continue;
    await queueMail(tx, { id: randomUUIDv7(), kind: "approval_wanted", to: email, orgId: null, personId, data });
  }
}

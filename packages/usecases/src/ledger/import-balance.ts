import { newId } from "@scrip/db/connection";
import { type AnswerByKind, callersKey, type GrantKind, type Instant, type IssueGrant } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import type { Deps } from "../deps.ts";
import { orRefuse } from "../refused.ts";
import { tryCommand } from "./try-command.ts";

/** Credit that an organization has left in another system. */
export interface OpeningBalance {
  readonly orgId: string;
  /** The name of the credit in the other system. It is unique in the organization, and has at most 150 characters. */
  readonly key: string;
  readonly amount: Micros;
  readonly kind: GrantKind;
  readonly source: IssueGrant["source"];
  /** `null` for never. */
  readonly expiresAt: Instant | null;
}

/**
 * Issues the credit that an organization brings from another system, once: the business key is made from its name there.
 * @param isDryRun whether to say only what would happen
 * @returns the ledger's answer; `existing` if an earlier import has issued it
 * @throws RefusedError `business_key_taken`, `grant_already_lapsed`, `balance_above_limit`, `organization_closed`
 * @throws OrganizationMissing
 * @source docs/import.md#balances
 */
export async function importBalance(
  deps: Pick<Deps, "homes" | "ledger">,
  { orgId, key, amount, kind, source, expiresAt }: OpeningBalance,
  isDryRun: boolean,
): Promise<AnswerByKind["issueGrant"]> {
  const command: IssueGrant = {
    kind: "issueGrant",
    orgId,
    id: newId(),
    actor: { type: "system", id: null },
    source,
    grantKind: kind,
    amount,
    effectiveAt: null,
    expiresAt,
    businessKey: callersKey(`import/${key}`),
  };
  const outcome = isDryRun ? await tryCommand(deps, command) : await deps.ledger.submit(command, null);
  return orRefuse<"issueGrant">(outcome);
}

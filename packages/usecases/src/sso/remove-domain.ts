import { appendAudit, changeSso, changeSsoSettings, lockSsoSettings, removeSsoProof } from "@scrip/db/access";
import { auditedBy } from "../access/audited-by.ts";
import type { Caller } from "../deps.ts";
import { refused } from "../refused.ts";
import type { SsoDeps } from "./sso-deps.ts";

/**
 * Removes a domain: its persons sign in by other ways again. It works on every plan, so that nobody is stuck.
 * @throws RefusedError `domain_not_found`
 * @source docs/sso.md#domains
 */
export async function removeSsoDomain(deps: Pick<SsoDeps, "homes">, caller: Caller, domain: string): Promise<void> {
  const { orgId } = caller;
  await changeSso(deps.homes, orgId, async (tx) => {
    const { proofs, isForced } = await lockSsoSettings(tx, orgId);
    const proof = proofs.find((each) => each.domain === domain);
    if (proof === undefined) throw refused("domain_not_found", `There is no domain ${domain} here.`, { domain });
    await removeSsoProof(tx, proof);
    const hasOther = proofs.some((each) => each.domain !== domain && each.provedAt !== null);
    await changeSsoSettings(tx, orgId, { isForced: isForced && hasOther });
    await appendAudit(tx, orgId, {
      ...auditedBy(caller),
      action: "sso.domain_removed",
      outcome: "done",
      details: { domain },
    });
  });
}

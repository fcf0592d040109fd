import { randomBytes } from "node:crypto";
import { addSsoProof, appendAudit, changeSso, lockSsoSettings } from "@scrip/db/access";
import { isFreeMail, MOST_DOMAINS } from "@scrip/domain/sso";
import { auditedBy } from "../access/audited-by.ts";
import type { Caller } from "../deps.ts";
import { refused } from "../refused.ts";
import { requireSso } from "./require-sso.ts";
import type { SsoDeps } from "./sso-deps.ts";

const TOKEN_BYTES = 24;

/**
 * Asks for the proof of a domain. Safe to repeat: the record to publish stays the same.
 * @param now milliseconds since 1970
 * @returns the domain in ASCII
 * @throws RefusedError `not_in_plan`, `domain_refused`, `too_many_domains`
 * @source docs/sso.md#domains
 */
export async function addSsoDomain(deps: SsoDeps, caller: Caller, text: string, now: number): Promise<string> {
  const { orgId } = caller;
  await requireSso(deps, orgId);
  const domain = ownDomain(deps, text);
  await changeSso(deps.homes, orgId, async (tx) => {
    const { proofs } = await lockSsoSettings(tx, orgId);
    if (proofs.some((proof) => proof.domain === domain)) return;
    if (proofs.length >= MOST_DOMAINS)
      throw refused("too_many_domains", `An organization may have ${MOST_DOMAINS} domains. Remove one first.`);
    const token = randomBytes(TOKEN_BYTES).toString("base64url");
    await addSsoProof(tx, { orgId, domain, token, addedAt: new Date(now) });
    await appendAudit(tx, orgId, {
      ...auditedBy(caller),
      action: "sso.domain_added",
      outcome: "done",
      details: { domain },
    });
  });
  return domain;
}

function ownDomain({ identity }: SsoDeps, text: string): string {
  const read = identity.readDomain(text);
  if (read === null) throw refused("domain_refused", `"${text}" is not a domain.`, { domain: text });
  const { domain, isOwn } = read;
  if (isOwn && !isFreeMail(domain)) return domain;
  throw refused("domain_refused", `Addresses of ${domain} belong to many. Only a domain of your own can be proved.`, {
    domain,
  });
}

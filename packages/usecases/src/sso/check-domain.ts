import {
  appendAudit,
  changeSso,
  changeSsoProof,
  changeSsoSettings,
  claimSsoDomain,
  lockSsoSettings,
  readSsoSettings,
  type SsoProofRow,
} from "@scrip/db/access";
import type { Homes, OrganizationsTx } from "@scrip/db/connection";
import type { AuditRecord } from "@scrip/domain/audit-record";
import { challengeName, judgeProof, type LookedUp, type ProofChange } from "@scrip/domain/sso";
import { auditedBy } from "../access/audited-by.ts";
import type { Caller } from "../deps.ts";
import { refused } from "../refused.ts";
import type { IdentityTools } from "./identity-tools.ts";
import { requireSso } from "./require-sso.ts";
import type { SsoDeps } from "./sso-deps.ts";

/** Who looks a record up: a person by a button, or the server by itself. */
type Checker = Pick<AuditRecord, "actor" | "from">;

/** What a look-up needs. */
export interface CheckDeps {
  readonly homes: Homes;
  readonly identity: Pick<IdentityTools, "findTxt">;
}

/**
 * Looks up the record of a domain, and proves the domain if it is there.
 * @param now milliseconds since 1970
 * @throws RefusedError `not_in_plan`, `domain_not_found`, `domain_taken`
 * @source docs/sso.md#domains
 */
export async function checkSsoDomain(deps: SsoDeps, caller: Caller, domain: string, now: number): Promise<ProofChange> {
  await requireSso(deps, caller.orgId);
  return lookUpDomain(deps, { orgId: caller.orgId, domain }, now, auditedBy(caller));
}

/**
 * Looks up the record of a domain and writes what follows. Safe to repeat.
 * @throws RefusedError `domain_not_found`, `domain_taken`
 */
export async function lookUpDomain(
  deps: CheckDeps,
  { orgId, domain }: Pick<SsoProofRow, "orgId" | "domain">,
  now: number,
  checker: Checker,
): Promise<ProofChange> {
  const { homes } = deps;
  const { token } = proofOf(await readSsoSettings(homes.organizations, orgId), domain);
  const found = await lookUp(deps.identity, domain, token);
  return changeSso(
    homes,
    orgId,
    async (tx) => {
      const proof = proofOf(await lockSsoSettings(tx, orgId), domain);
      // The domain was removed and added again meanwhile.
      const seen = proof.token === token ? found : "unanswered";
      const provedAt = proof.provedAt?.getTime() ?? null;
      const lostAt = proof.lostAt?.getTime() ?? null;
      const change = judgeProof({ provedAt, lostAt }, seen, now);
      await write(tx, { orgId, domain }, change, new Date(now));
      await record(tx, { orgId, domain }, change, checker);
      return change;
    },
    async (tx) => {
      if (found !== "found" || (await claimSsoDomain(tx, domain, orgId))) return;
      throw refused("domain_taken", `Another organization has proved ${domain}. Ask our support if it is yours.`, {
        domain,
      });
    },
  );
}

function proofOf({ proofs }: { readonly proofs: readonly SsoProofRow[] }, domain: string): SsoProofRow {
  const proof = proofs.find((each) => each.domain === domain);
  if (proof === undefined) throw refused("domain_not_found", `There is no domain ${domain} here.`, { domain });
  return proof;
}

async function lookUp({ findTxt }: Pick<IdentityTools, "findTxt">, domain: string, token: string): Promise<LookedUp> {
  const records = await findTxt(challengeName(domain));
  if (records === null) return "unanswered";
  return records.some((text) => text.trim() === token) ? "found" : "missing";
}

type Named = Pick<SsoProofRow, "orgId" | "domain">;

async function write(tx: OrganizationsTx, named: Named, change: ProofChange, checkedAt: Date): Promise<void> {
  if (change === "proved") return changeProof(tx, named, { checkedAt, provedAt: checkedAt });
  if (change === "found_again") return changeProof(tx, named, { checkedAt, lostAt: null });
  if (change === "lost") return changeProof(tx, named, { checkedAt, lostAt: checkedAt });
  if (change === "withdrawn") {
    await changeProof(tx, named, { checkedAt, provedAt: null, lostAt: null });
    // Without its proof, the domain must not be all that lets people in.
    return changeSsoSettings(tx, named.orgId, { isForced: false });
  }
  return changeSsoProof(tx, named, { checkedAt });
}

async function changeProof(
  tx: OrganizationsTx,
  named: Named,
  change: Parameters<typeof changeSsoProof>[2],
): Promise<void> {
  await changeSsoProof(tx, named, change);
  await changeSsoSettings(tx, named.orgId, {});
}

/** The changes of a proof that the audit log names. */
const ACTIONS = {
  proved: "sso.domain_proved",
  lost: "sso.domain_lost",
  found_again: "sso.domain_found_again",
  withdrawn: "sso.domain_withdrawn",
} as const;

async function record(tx: OrganizationsTx, { orgId, domain }: Named, change: ProofChange, checker: Checker) {
  if (!(change in ACTIONS)) return;
  await appendAudit(tx, orgId, {
    ...checker,
    action: ACTIONS[change as keyof typeof ACTIONS],
    outcome: "done",
    details: { domain },
  });
}

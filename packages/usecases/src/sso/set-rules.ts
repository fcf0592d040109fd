import { appendAudit, changeSso, changeSsoSettings, lockSsoSettings } from "@scrip/db/access";
import type { Role } from "@scrip/domain/access";
import { auditedBy } from "../access/audited-by.ts";
import type { Caller } from "../deps.ts";
import { refused } from "../refused.ts";
import { ownerHasTwoFactor } from "./get-sso.ts";
import { requireSso } from "./require-sso.ts";
import type { SsoDeps } from "./sso-deps.ts";

/**
 * Sets the role with which a person joins by single sign-on. Nobody becomes the owner this way.
 * @throws RefusedError `not_in_plan`
 * @source docs/sso.md#roles
 */
export async function setSsoRole(deps: SsoDeps, caller: Caller, role: Exclude<Role, "owner">): Promise<void> {
  const { orgId } = caller;
  await requireSso(deps, orgId);
  await changeSso(deps.homes, orgId, async (tx) => {
    const { defaultRole } = await lockSsoSettings(tx, orgId);
    if (defaultRole === role) return;
    await changeSsoSettings(tx, orgId, { defaultRole: role });
    await appendAudit(tx, orgId, {
      ...auditedBy(caller),
      action: "sso.changed",
      outcome: "done",
      details: { role },
    });
  });
}

/**
 * Makes single sign-on the only way to sign in for persons of the proved domains, or allows the other ways again. The
 * owner keeps the password and the second factor, so that a broken set-up never locks the organization out.
 * @throws RefusedError `not_in_plan`, `sso_not_ready`, `owner_needs_second_factor`
 * @source docs/sso.md#forcing
 */
export async function setSsoForced(deps: SsoDeps, caller: Caller, isForced: boolean): Promise<void> {
  const { orgId } = caller;
  if (isForced) {
    await requireSso(deps, orgId);
    await requireWayBack(deps, orgId);
  }
  await changeSso(deps.homes, orgId, async (tx) => {
    const settings = await lockSsoSettings(tx, orgId);
    if (settings.isForced === isForced) return;
    const missing = missingStep(settings);
    if (isForced && missing !== null)
      throw refused("sso_not_ready", "Prove a domain and test the sign-in before you make it the only one.", {
        step: missing,
      });
    await changeSsoSettings(tx, orgId, { isForced });
    await appendAudit(tx, orgId, {
      ...auditedBy(caller),
      action: isForced ? "sso.enforced" : "sso.released",
      outcome: "done",
    });
  });
}

type Settings = Awaited<ReturnType<typeof lockSsoSettings>>;

function missingStep({ issuer, proofs, testedAt }: Settings): "provider" | "domain" | "test" | null {
  if (issuer === null) return "provider";
  if (!proofs.some(({ provedAt }) => provedAt !== null)) return "domain";
  return testedAt === null ? "test" : null;
}

async function requireWayBack(deps: SsoDeps, orgId: string): Promise<void> {
  if (await ownerHasTwoFactor(deps, orgId)) return;
  throw refused(
    "owner_needs_second_factor",
    "The owner of the organization turns on two-factor sign-in first: it is the way back in if single sign-on breaks.",
  );
}

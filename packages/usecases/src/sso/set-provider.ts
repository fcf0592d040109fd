import { appendAudit, changeSso, changeSsoSettings, lockSsoSettings } from "@scrip/db/access";
import type { OrganizationsTx } from "@scrip/db/connection";
import { auditedBy } from "../access/audited-by.ts";
import type { Caller } from "../deps.ts";
import type { OidcTerms, ReadProvider, SamlTerms } from "./identity-tools.ts";
import { requireSso } from "./require-sso.ts";
import type { SsoDeps } from "./sso-deps.ts";

/**
 * Sets the OIDC provider of an organization. The secret is needed each time; it is never shown again.
 * @throws RefusedError `not_in_plan`, `identity_provider_refused`
 * @source docs/sso.md#oidc
 */
export async function setOidcProvider(deps: SsoDeps, caller: Caller, terms: OidcTerms): Promise<void> {
  await requireSso(deps, caller.orgId);
  const { issuer, config } = await deps.identity.readOidc(terms);
  await setProvider(deps, caller, "oidc", { issuer, config });
}

/**
 * Sets the SAML identity provider of an organization.
 * @param origin of this server in browsers
 * @throws RefusedError `not_in_plan`, `identity_provider_refused`
 * @source docs/sso.md#saml
 */
export async function setSamlProvider(deps: SsoDeps, caller: Caller, terms: SamlTerms, origin: string): Promise<void> {
  await requireSso(deps, caller.orgId);
  await setProvider(deps, caller, "saml", deps.identity.readSaml(terms, { origin, orgId: caller.orgId }));
}

/** A provider that differs in anything must be tested again, and nobody is forced to it before. */
async function setProvider(
  deps: SsoDeps,
  caller: Caller,
  protocol: "oidc" | "saml",
  { issuer, config }: ReadProvider,
): Promise<void> {
  const { orgId } = caller;
  const change = async (tx: OrganizationsTx): Promise<void> => {
    const earlier = await lockSsoSettings(tx, orgId);
    await changeSsoSettings(tx, orgId, {
      issuer,
      oidcConfig: protocol === "oidc" ? config : null,
      samlConfig: protocol === "saml" ? config : null,
      testedAt: null,
      isForced: false,
    });
    await appendAudit(tx, orgId, {
      ...auditedBy(caller),
      action: earlier.issuer === null ? "sso.configured" : "sso.changed",
      outcome: "done",
      details: { protocol, issuer },
    });
  };
  await changeSso(deps.homes, orgId, change, undefined, caller.actor.id);
}

/**
 * Removes the identity provider of an organization. Links with it and the sessions of the persons with such a link end.
 * It works on every plan, so that nobody is stuck.
 * @source docs/sso.md#removing
 */
export async function removeSso(deps: Pick<SsoDeps, "homes">, caller: Caller): Promise<void> {
  const { orgId } = caller;
  const change = async (tx: OrganizationsTx): Promise<void> => {
    const { issuer } = await lockSsoSettings(tx, orgId);
    if (issuer === null) return;
    const nothing = { issuer: null, oidcConfig: null, samlConfig: null, testedAt: null, isForced: false };
    await changeSsoSettings(tx, orgId, nothing);
    await appendAudit(tx, orgId, {
      ...auditedBy(caller),
      action: "sso.removed",
      outcome: "done",
      details: { issuer },
    });
  };
  await changeSso(deps.homes, orgId, change, undefined, caller.actor.id);
}

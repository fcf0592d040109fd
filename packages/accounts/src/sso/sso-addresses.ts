import { ssoProviderId } from "@scrip/db/access";

/** The addresses of this server that an administrator gives to the identity provider of an organization. */
export interface SsoAddresses {
  /** OIDC: where the provider sends a person back. */
  readonly redirectUri: string;
  /** SAML: where the provider posts its assertion ("ACS URL"). */
  readonly acsUrl: string;
  /** SAML: the entity id of this server for the organization ("audience"). It is the address of its metadata. */
  readonly entityId: string;
}

/** @param origin of this server in browsers */
export function ssoAddresses(origin: string, orgId: string): SsoAddresses {
  const providerId = ssoProviderId(orgId);
  return {
    redirectUri: `${origin}/api/auth/sso/callback/${providerId}`,
    acsUrl: `${origin}/api/auth/sso/saml2/sp/acs/${providerId}`,
    entityId: `${origin}/api/auth/sso/saml2/sp/metadata?providerId=${providerId}`,
  };
}

export { checkDomainTomorrow, endDomainChecks, organizationOfDomain } from "./domain-checks.ts";
export { changeSso, organizationOfProvider, publishSso, ssoProviderId } from "./publish-sso.ts";
export { claimSsoDomain, type SsoOrganization, ssoOfDomain, ssoOfOrganization } from "./sso-look-up.ts";
export type { SsoProofRow } from "./sso-proof.entity.ts";
export {
  addSsoProof,
  changeSsoProof,
  changeSsoSettings,
  lockSsoSettings,
  readSsoSettings,
  recordSsoJoin,
  removeSsoProof,
  type SsoSettings,
} from "./sso-settings.ts";

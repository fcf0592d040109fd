import { organizationOfProvider } from "@scrip/db/access";
import samlify from "samlify";
import { ssoAddresses } from "./sso-addresses.ts";

/**
 * The description of this server for the SAML identity provider of an organization. It depends on the name alone, so it
 * says nothing about which organizations there are.
 * @returns XML; the empty text for a name that no provider can have
 */
export function spMetadata(providerId: string, origin: string): string {
  const orgId = organizationOfProvider(providerId);
  if (orgId === null) return "";
  const { entityId, acsUrl } = ssoAddresses(origin, orgId);
  return samlify
    .SPMetadata({
      entityID: entityId,
      authnRequestsSigned: false,
      wantAssertionsSigned: true,
      nameIDFormat: ["urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"],
      assertionConsumerService: [{ Binding: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST", Location: acsUrl }],
    })
    .getMetadata();
}

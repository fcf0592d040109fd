import { X509Certificate } from "node:crypto";
import type { ReadProvider, SamlTerms } from "@scrip/usecases/sso/identity-tools";
import samlify from "samlify";
import { checkedUrl, FetchError, type FetchOptions } from "./fetch-public.ts";
import { providerRefused } from "./read-oidc.ts";
import { ssoAddresses } from "./sso-addresses.ts";

const MOST_CHARACTERS = 100_000;
const LEAST_RSA_BITS = 2048;
const EMAIL_FORMAT = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";

/**
 * Reads the metadata of a SAML identity provider, and makes the configuration that better-auth reads: signed
 * assertions only, for this organization's entity id.
 * @throws RefusedError `identity_provider_refused`
 * @source docs/sso.md#saml
 */
export function readSaml(
  terms: SamlTerms,
  { origin, orgId }: { readonly origin: string; readonly orgId: string },
  options: FetchOptions & { readonly now: number },
): ReadProvider {
  try {
    const { entityId, signInUrl } = readMetadata(terms.metadata, options);
    const own = ssoAddresses(origin, orgId).entityId;
    const config = {
      issuer: own,
      entryPoint: signInUrl,
      audience: own,
      wantAssertionsSigned: true,
      authnRequestsSigned: false,
      identifierFormat: EMAIL_FORMAT,
      idpMetadata: { metadata: terms.metadata },
      spMetadata: { entityID: own },
      mapping: { id: "nameID", email: terms.emailAttribute ?? "email", name: "displayName" },
    };
    return { issuer: entityId, config: JSON.stringify(config) };
  } catch (error) {
    if (error instanceof FetchError) throw providerRefused(error.message);
    throw error;
  }
}

/** What the metadata of an identity provider says. */
export interface SamlMetadata {
  readonly entityId: string;
  /** Where a person signs in, by a redirect. */
  readonly signInUrl: string;
  readonly certificates: readonly { readonly fingerprint: string; readonly expiresAt: number }[];
}

/** @throws FetchError */
export function readMetadata(xml: string, options: FetchOptions & { readonly now: number }): SamlMetadata {
  if (xml.length > MOST_CHARACTERS) throw new FetchError("The metadata is longer than 100,000 characters.");
  // Entities could read files of this server, or grow without end.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw new FetchError("The metadata must not have a document type.");
  if ((xml.match(/<(?:\w+:)?EntityDescriptor[\s>]/g) ?? []).length !== 1)
    throw new FetchError("The metadata must describe exactly one entity.");
  const { entityId, signInUrl, certificates, wantsSignedRequests } = parsed(xml);
  if (entityId === "") throw new FetchError("The metadata has no entity id.");
  if (wantsSignedRequests) throw new FetchError("It wants signed requests, which Scrip does not send.");
  if (signInUrl === "") throw new FetchError("The metadata has no sign-in address for HTTP-Redirect.");
  checkedUrl(signInUrl, options);
  const usable = certificates.map(readCertificate).filter(({ expiresAt }) => expiresAt > options.now);
  if (usable.length === 0) throw new FetchError("The metadata has no certificate that is valid today.");
  return { entityId, signInUrl, certificates: usable };
}

interface Parsed {
  readonly entityId: string;
  readonly signInUrl: string;
  readonly certificates: readonly string[];
  readonly wantsSignedRequests: boolean;
}

function parsed(xml: string): Parsed {
  try {
    const { entityMeta } = samlify.IdentityProvider({ metadata: xml });
    const certificates = entityMeta.getX509Certificate("signing");
    const signInUrl = entityMeta.getSingleSignOnService("redirect");
    return {
      entityId: entityMeta.getEntityID(),
      signInUrl: typeof signInUrl === "string" ? signInUrl : "",
      certificates: [certificates ?? []].flat(),
      wantsSignedRequests: entityMeta.isWantAuthnRequestsSigned(),
    };
  } catch {
    throw new FetchError("The text is no metadata of an identity provider.");
  }
}

function readCertificate(base64: string): SamlMetadata["certificates"][number] {
  try {
    const certificate = new X509Certificate(Buffer.from(base64, "base64"));
    const { modulusLength = LEAST_RSA_BITS } = certificate.publicKey.asymmetricKeyDetails ?? {};
    if (modulusLength < LEAST_RSA_BITS) throw new FetchError(`A certificate has a key of ${modulusLength} bits only.`);
    return { fingerprint: certificate.fingerprint256, expiresAt: certificate.validToDate.getTime() };
  } catch (error) {
    if (error instanceof FetchError) throw error;
    throw new FetchError("A certificate in the metadata cannot be read.");
  }
}

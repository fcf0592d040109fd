/** An OIDC provider, as an administrator describes it. */
export interface OidcTerms {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A SAML identity provider, as an administrator describes it. */
export interface SamlTerms {
  /** The XML that the identity provider gives out. */
  readonly metadata: string;
  /** The attribute with the e-mail address, if it is not the subject itself. */
  readonly emailAttribute: string | null;
}

/** An identity provider that was read and found safe. */
export interface ReadProvider {
  /** The issuer of an OIDC provider, or the entity id of a SAML one. */
  readonly issuer: string;
  /** The configuration to store, as JSON, with secrets sealed. */
  readonly config: string;
}

/** What a page shows of an identity provider. */
export type ProviderSummary =
  | { readonly protocol: "oidc"; readonly issuer: string; readonly clientId: string }
  | {
      readonly protocol: "saml";
      readonly issuer: string;
      readonly signInUrl: string;
      readonly emailAttribute: string;
      readonly certificates: readonly { readonly fingerprint: string; readonly expiresAt: number }[];
    };

/** What single sign-on needs of the world outside of the database. Tests replace its parts. */
export interface IdentityTools {
  /** @returns the domain in ASCII, and whether it is one of its own; `null` for a text that is no domain */
  readDomain(text: string): { readonly domain: string; readonly isOwn: boolean } | null;
  /** @returns the texts of the TXT records of a name; `null` if no name server answers */
  findTxt(name: string): Promise<readonly string[] | null>;
  /** Reads an OIDC provider's own description. @throws RefusedError `identity_provider_refused` */
  readOidc(terms: OidcTerms): Promise<ReadProvider>;
  /** @param origin of this server in browsers @throws RefusedError `identity_provider_refused` */
  readSaml(terms: SamlTerms, place: { readonly origin: string; readonly orgId: string }): ReadProvider;
  /** What a page shows of a stored provider. */
  summaryOf(stored: ReadProvider & { readonly protocol: "oidc" | "saml" }): ProviderSummary;
}

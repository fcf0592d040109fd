import type { Sealer } from "@scrip/usecases/outside/sealer";
import { findTxt } from "@scrip/usecases/sso/find-txt";
import type { IdentityTools, ProviderSummary, ReadProvider } from "@scrip/usecases/sso/identity-tools";
import { readDomain } from "./domain-names.ts";
import type { FetchOptions } from "./fetch-public.ts";
import { readOidc } from "./read-oidc.ts";
import { readMetadata, readSaml } from "./read-saml.ts";

export interface IdentityToolsOptions extends FetchOptions {
  /** The name servers that look up the records of domains; those of the system if not given. */
  readonly dnsServers?: readonly string[] | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What single sign-on needs of the world: name servers, identity providers, and a key for their secrets. */
export function openIdentityTools(
  sealer: Sealer,
  { allowsLocal, dnsServers, now }: IdentityToolsOptions,
): IdentityTools {
  const options = { allowsLocal };
  return {
    readDomain,
    findTxt: (name) => findTxt(name, dnsServers),
    readOidc: (terms) => readOidc(terms, sealer, options),
    readSaml: (terms, place) => readSaml(terms, place, { ...options, now: now() }),
    summaryOf,
  };
}

function summaryOf({
  protocol,
  issuer,
  config,
}: ReadProvider & { readonly protocol: "oidc" | "saml" }): ProviderSummary {
  const stored = JSON.parse(config) as StoredConfig;
  if (protocol === "oidc") return { protocol, issuer, clientId: stored.clientId };
  // It was checked when it was stored. A certificate that has expired since then is shown too.
  const { signInUrl, certificates } = readMetadata(stored.idpMetadata.metadata, { allowsLocal: true, now: 0 });
  return { protocol, issuer, signInUrl, certificates, emailAttribute: stored.mapping.email };
}

interface StoredConfig {
  readonly clientId: string;
  readonly idpMetadata: { readonly metadata: string };
  readonly mapping: { readonly email: string };
}

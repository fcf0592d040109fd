import type { Sealer } from "@scrip/usecases/outside/sealer";
import { refused } from "@scrip/usecases/refused";
import type { OidcTerms, ReadProvider } from "@scrip/usecases/sso/identity-tools";
import { checkedUrl, FetchError, type FetchOptions, fetchPublicJson } from "./fetch-public.ts";

/** The parts of a provider's discovery document that sign-in needs. */
interface Discovery {
  readonly issuer: string;
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly jwks_uri: string;
  readonly userinfo_endpoint?: string;
}

const NEEDED = ["issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"] as const;

/**
 * Reads the description that an OIDC provider publishes, and makes the configuration that better-auth reads. All
 * addresses are stored now, so that no later change of the description leads a sign-in elsewhere.
 * @throws RefusedError `identity_provider_refused`
 * @source docs/sso.md#oidc
 */
export async function readOidc(terms: OidcTerms, sealer: Sealer, options: FetchOptions): Promise<ReadProvider> {
  try {
    return await read(terms, sealer, options);
  } catch (error) {
    if (error instanceof FetchError) throw providerRefused(error.message);
    throw error;
  }
}

async function read(terms: OidcTerms, sealer: Sealer, options: FetchOptions): Promise<ReadProvider> {
  const issuer = terms.issuer.trim().replace(/\/$/, "");
  const { search, hash } = checkedUrl(issuer, options);
  if (search !== "" || hash !== "") throw new FetchError("The issuer must be an address without parameters.");
  const discoveryEndpoint = `${issuer}/.well-known/openid-configuration`;
  const found = checkedDiscovery(await fetchPublicJson(discoveryEndpoint, options), options);
  // Exactly as in the ID tokens, with or without the slash at its end.
  if (found.issuer.replace(/\/$/, "") !== issuer)
    throw new FetchError(`${discoveryEndpoint} is the description of another issuer, ${found.issuer}.`);
  const config = {
    issuer: found.issuer,
    clientId: terms.clientId.trim(),
    clientSecret: sealer.seal(terms.clientSecret),
    authorizationEndpoint: found.authorization_endpoint,
    tokenEndpoint: found.token_endpoint,
    tokenEndpointAuthentication: takesBasic(found) ? "client_secret_basic" : "client_secret_post",
    jwksEndpoint: found.jwks_uri,
    userInfoEndpoint: found.userinfo_endpoint,
    discoveryEndpoint,
    pkce: true,
    scopes: ["openid", "email", "profile"],
    mapping: { email: "email", emailVerified: "email_verified", name: "name" },
    overrideUserInfo: false,
  };
  return { issuer: found.issuer, config: JSON.stringify(config) };
}

function checkedDiscovery(document: unknown, options: FetchOptions): Discovery {
  if (typeof document !== "object" || document === null) throw new FetchError("The description is no JSON object.");
  const values = document as Record<string, unknown>;
  for (const name of NEEDED)
    if (typeof values[name] !== "string") throw new FetchError(`The description lacks "${name}".`);
  const discovery = values as unknown as Discovery;
  const { authorization_endpoint, token_endpoint, jwks_uri, userinfo_endpoint } = discovery;
  for (const address of [authorization_endpoint, token_endpoint, jwks_uri]) checkedUrl(address, options);
  if (userinfo_endpoint !== undefined) checkedUrl(String(userinfo_endpoint), options);
  return discovery;
}

/** By the standard, a provider that does not say takes the first of the two. */
function takesBasic(discovery: object): boolean {
  const methods =
    "token_endpoint_auth_methods_supported" in discovery ? discovery.token_endpoint_auth_methods_supported : null;
  return !Array.isArray(methods) || methods.includes("client_secret_basic");
}

/** The refusal of a provider, with a sentence for the administrator who described it. */
export function providerRefused(problem: string): Error {
  return refused("identity_provider_refused", `The identity provider cannot be used. ${problem}`, { problem });
}

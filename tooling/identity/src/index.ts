export { type NameServer, startNameServer } from "./name-server.ts";
export { type OidcFault, type OidcPeer, startOidcProvider } from "./oidc-provider.ts";
export { type Person, type SamlAnswer, type SamlPeer, startSamlProvider } from "./saml-provider.ts";
export type { SamlFault } from "./saml-response.ts";

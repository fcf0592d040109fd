import {
  type CryptoKey,
  decodeJwt,
  decodeProtectedHeader,
  generateKeyPair,
  type JWTPayload,
  SignJWT,
  UnsecuredJWT,
} from "jose";

/** What can be wrong with an ID token. */
export type OidcFault = "wrong_key" | "unsigned" | "wrong_audience" | "wrong_issuer" | "expired" | "wrong_nonce";

const CHANGES: Readonly<Record<OidcFault, (claims: JWTPayload) => JWTPayload>> = {
  wrong_key: (claims) => claims,
  unsigned: (claims) => claims,
  wrong_audience: (claims) => ({ ...claims, aud: "another-client" }),
  wrong_issuer: (claims) => ({ ...claims, iss: "http://localhost:1" }),
  expired: (claims) => ({ ...claims, iat: (claims.iat ?? 0) - 7200, exp: (claims.exp ?? 0) - 7200 }),
  wrong_nonce: (claims) => ({ ...claims, nonce: "another-nonce" }),
};

/** Makes an ID token with one fault of a valid one. */
export async function forgeIdToken(token: string, fault: OidcFault, key: CryptoKey): Promise<string> {
  const claims = CHANGES[fault](decodeJwt(token));
  if (fault === "unsigned") return new UnsecuredJWT(claims).encode();
  const signer = fault === "wrong_key" ? (await generateKeyPair("RS256")).privateKey : key;
  const { alg = "RS256", kid = "" } = decodeProtectedHeader(token);
  return new SignJWT(claims).setProtectedHeader({ alg, kid }).sign(signer);
}

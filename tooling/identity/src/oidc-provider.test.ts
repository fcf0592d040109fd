import { createHash, randomBytes } from "node:crypto";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { afterAll, describe, expect, it } from "vitest";
import { type OidcFault, startOidcProvider } from "./oidc-provider.ts";

const peer = await startOidcProvider();
afterAll(() => peer.close());

const REDIRECT = "http://127.0.0.1:1/callback";

describe("the OIDC provider for tests", () => {
  it("signs a person in by its page and answers with a verifiable ID token", async () => {
    const claims = await verified(await signIn("ada@example.com"));
    expect(claims).toMatchObject({ sub: peer.subjectOf("ada@example.com"), nonce: "a-nonce" });
  });

  it("answers with the e-mail address and whether it is verified", async () => {
    const { access_token } = await signIn("ada@example.com");
    const me = await fetch(peer.endpoints.userInfo, { headers: { authorization: `Bearer ${access_token}` } });
    expect(await me.json()).toMatchObject({ email: "ada@example.com", email_verified: true, name: "Ada" });
  });

  it.each<OidcFault>(["wrong_key", "unsigned", "wrong_audience", "wrong_issuer", "expired"])(
    "makes ID tokens that nobody accepts: %s",
    async (fault) => {
      peer.fault = fault;
      const token = await signIn("ada@example.com");
      peer.fault = null;
      await expect(verified(token)).rejects.toThrow(/signature|unsecured|alg|aud|iss|exp/i);
    },
  );
});

interface Tokens {
  readonly id_token: string;
  readonly access_token: string;
}

/** Goes the way of a browser: the authorization endpoint, the sign-in page, the redirect, and the token endpoint. */
async function signIn(email: string): Promise<Tokens> {
  const verifier = randomBytes(32).toString("base64url");
  const query = new URLSearchParams({
    client_id: peer.client.id,
    redirect_uri: REDIRECT,
    response_type: "code",
    scope: "openid email profile",
    nonce: "a-nonce",
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  const cookies = new Map<string, string>();
  const page = await follow(`${peer.endpoints.authorization}?${query.toString()}`, cookies);
  const done = await follow(page, cookies, new URLSearchParams({ email, name: "Ada" }));
  const code = new URL(done).searchParams.get("code") ?? "";
  const answer = await fetch(peer.endpoints.token, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${peer.client.id}:${peer.client.secret}`)}` },
    body: new URLSearchParams({
      grant_type: "authorization_code",
      code,
      redirect_uri: REDIRECT,
      code_verifier: verifier,
    }),
  });
  return (await answer.json()) as Tokens;
}

/** Follows redirects with cookies. @returns the address of the page, or of the client's redirect */
async function follow(url: string, cookies: Map<string, string>, body?: URLSearchParams): Promise<string> {
  const headers = { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") };
  const answer = await fetch(url, { redirect: "manual", headers, ...(body && { method: "POST", body }) });
  for (const cookie of answer.headers.getSetCookie()) {
    const [name = "", value = ""] = (cookie.split(";")[0] ?? "").split("=");
    cookies.set(name, value);
  }
  const location = answer.headers.get("location");
  if (location === null) return url;
  const next = new URL(location, url).href;
  return next.startsWith(REDIRECT) ? next : follow(next, cookies);
}

async function verified({ id_token }: Tokens) {
  const keys = createRemoteJWKSet(new URL(`${peer.issuer}/jwks`));
  return (await jwtVerify(id_token, keys, { issuer: peer.issuer, audience: peer.client.id })).payload;
}

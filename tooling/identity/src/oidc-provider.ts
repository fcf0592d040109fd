import { createHash, randomBytes } from "node:crypto";
import { exportJWK, generateKeyPair } from "jose";
import Provider, { type Configuration, type KoaContextWithOIDC } from "oidc-provider";
import { forgeIdToken, type OidcFault } from "./forge-id-token.ts";
import { listen } from "./listen.ts";
import { readForm } from "./read-form.ts";
import { signInPage } from "./sign-in-page.ts";

export type { OidcFault } from "./forge-id-token.ts";

/** An OpenID Connect provider on this machine, for tests and development. */
export interface OidcPeer {
  /** `http://localhost:PORT`. The discovery document is at `/.well-known/openid-configuration` below it. */
  readonly issuer: string;
  /** The endpoints, for clients that do not read the discovery document. */
  readonly endpoints: { readonly authorization: string; readonly token: string; readonly userInfo: string };
  /** The one client. It may redirect to any address on this machine. */
  readonly client: { readonly id: string; readonly secret: string };
  /** Whether the provider says that e-mail addresses are verified; true at first. */
  isEmailVerified: boolean;
  /** What is wrong with the ID tokens from now on; `null` at first. */
  fault: OidcFault | null;
  /** The subject of a person with this e-mail address. */
  subjectOf(email: string): string;
  readonly close: () => Promise<void>;
}

type Context = Parameters<Parameters<Provider["use"]>[0]>[0];

interface Account {
  readonly email: string;
  readonly name: string;
}

const CLIENT = { id: "scrip-tests", secret: "the-secret-of-the-test-client" };
const HERE = /^http:\/\/(127\.0\.0\.1|localhost):\d+\//;

/**
 * Starts the provider. Its sign-in page accepts any e-mail address and name.
 * @param port any free port if not given
 */
export async function startOidcProvider({ port = 0 }: { readonly port?: number } = {}): Promise<OidcPeer> {
  const accounts = new Map<string, Account>();
  const keys = await generateKeyPair("RS256", { extractable: true });
  const jwk = { ...(await exportJWK(keys.privateKey)), use: "sig", alg: "RS256", kid: "test-peer" };
  const switches: Pick<OidcPeer, "isEmailVerified" | "fault"> = { isEmailVerified: true, fault: null };
  const configuration: Configuration = {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: ["http://localhost/"],
        grant_types: ["authorization_code"],
      },
    ],
    jwks: { keys: [jwk as never] },
    cookies: { keys: [randomBytes(32).toString("hex")] },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, sub) => {
      const account = accounts.get(sub);
      if (account === undefined) return undefined;
      return { accountId: sub, claims: () => ({ sub, ...account, email_verified: switches.isEmailVerified }) };
    },
    loadExistingGrant,
    // Otherwise the second test of a run that shares a browser context would not see the sign-in page.
    ttl: { Session: 1, Interaction: 600, Grant: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
  };
  const { origin, close } = await listen(port, (origin) => {
    const provider = new Provider(origin, configuration);
    provider.Client.prototype.redirectUriAllowed = (uri: string) => HERE.test(uri);
    provider.use(async (context, next) => {
      if (context.path.startsWith("/interaction/")) return interact(provider, accounts, context);
      if (context.path === "/auth") askForIdentity(context);
      await next();
      const { fault } = switches;
      const body = context.body as { id_token?: string } | undefined;
      if (fault !== null && context.path === "/token" && body?.id_token !== undefined)
        context.body = { ...body, id_token: await forgeIdToken(body.id_token, fault, keys.privateKey) };
    });
    const answer = provider.callback();
    return (request, response) => void answer(request, response);
  });
  return Object.assign(switches, {
    issuer: origin,
    endpoints: { authorization: `${origin}/auth`, token: `${origin}/token`, userInfo: `${origin}/me` },
    client: CLIENT,
    subjectOf,
    close,
  });
}

/** Plain OAuth, as of GitHub, has scopes of its own for what OpenID Connect calls an identity. */
function askForIdentity(context: Context): void {
  const { scope } = context.query;
  if (typeof scope === "string" && !scope.split(" ").includes("openid"))
    context.query = { ...context.query, scope: "openid email profile" };
}

/** Shows the sign-in page, and finishes the interaction with the person that its form names. */
async function interact(provider: Provider, accounts: Map<string, Account>, context: Context): Promise<void> {
  const { req: request, res: response } = context;
  if (context.method === "GET") {
    context.type = "html";
    context.body = signInPage("Test OIDC provider", context.path);
    return;
  }
  const form = await readForm(request);
  const email = form.get("email") ?? "";
  const accountId = subjectOf(email);
  accounts.set(accountId, { email, name: form.get("name") ?? "" });
  context.respond = false;
  await provider.interactionFinished(request, response, { login: { accountId, remember: false } });
}

/** Consents for the person, so the provider shows one page only. */
async function loadExistingGrant({ oidc }: KoaContextWithOIDC) {
  const grant = new oidc.provider.Grant({
    clientId: oidc.client?.clientId ?? "",
    accountId: oidc.session?.accountId ?? "",
  });
  grant.addOIDCScope("openid email profile");
  await grant.save();
  return grant;
}

function subjectOf(email: string): string {
  return createHash("sha256").update(email).digest("hex").slice(0, 24);
}

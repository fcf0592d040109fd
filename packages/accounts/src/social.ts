import type { GenericOAuthConfig } from "better-auth/plugins";

/** A site with whose accounts a person can sign in. */
export type SocialProvider = "google" | "github";

/** The addresses of a provider. */
export interface SocialEndpoints {
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  /** Answers who the person is. */
  readonly userInfoUrl: string;
  /** Answers the addresses of the person, if `userInfoUrl` does not say which is verified. */
  readonly emailsUrl?: string;
}

/** Our registration at a provider. */
export interface SocialClient {
  readonly clientId: string;
  readonly clientSecret: string;
  /** The provider's own addresses if not given; tests have a provider of their own. */
  readonly endpoints?: SocialEndpoints | undefined;
}

export type SocialClients = Partial<Readonly<Record<SocialProvider, SocialClient>>>;

const ENDPOINTS: Readonly<Record<SocialProvider, SocialEndpoints>> = {
  google: {
    authorizationUrl: "https://accounts.google.com/o/oauth2/v2/auth",
    tokenUrl: "https://oauth2.googleapis.com/token",
    userInfoUrl: "https://openidconnect.googleapis.com/v1/userinfo",
  },
  github: {
    authorizationUrl: "https://github.com/login/oauth/authorize",
    tokenUrl: "https://github.com/login/oauth/access_token",
    userInfoUrl: "https://api.github.com/user",
    emailsUrl: "https://api.github.com/user/emails",
  },
};

const SCOPES: Readonly<Record<SocialProvider, string[]>> = {
  google: ["openid", "email", "profile"],
  github: ["read:user", "user:email"],
};

/** A provider that answers later counts as one that does not answer. */
const ANSWER_MS = 10_000;

/** The configuration of each provider for better-auth. Addresses are fixed, so no start waits for a provider. */
export function socialConfigs(clients: SocialClients): GenericOAuthConfig[] {
  return (Object.keys(clients) as SocialProvider[]).flatMap((providerId) => {
    const client = clients[providerId];
    if (client === undefined) return [];
    const { clientId, clientSecret, endpoints = ENDPOINTS[providerId] } = client;
    const { authorizationUrl, tokenUrl } = endpoints;
    return [
      {
        providerId,
        clientId,
        clientSecret,
        authorizationUrl,
        tokenUrl,
        scopes: SCOPES[providerId],
        pkce: true,
        accountSubject: ({ profile }) => String(profile.id),
        getUserInfo: ({ accessToken }) => readProfile(endpoints, accessToken),
      },
    ];
  });
}

/** What providers say about a person. Google names the person `sub`, GitHub `id`. */
interface Profile {
  readonly sub?: string;
  readonly id?: number | string;
  readonly login?: string;
  readonly name?: string | null;
  readonly email?: string | null;
  readonly email_verified?: boolean;
}

interface Email {
  readonly email: string;
  readonly primary: boolean;
  readonly verified: boolean;
}

/** Reads who a person is. `null`, which refuses the sign-in, if the provider has not verified the address. */
async function readProfile({ userInfoUrl, emailsUrl }: SocialEndpoints, accessToken: string | undefined) {
  const profile = await read<Profile>(userInfoUrl, accessToken);
  const id = profile?.sub ?? profile?.id;
  if (profile === null || id === undefined) return null;
  const email = emailsUrl === undefined ? ofProfile(profile) : await primaryEmail(emailsUrl, accessToken);
  if (email === null) return null;
  return { id: String(id), name: profile.name || profile.login || email, email, emailVerified: true };
}

function ofProfile({ email, email_verified: isVerified }: Profile): string | null {
  return email && isVerified === true ? email : null;
}

async function primaryEmail(url: string, accessToken: string | undefined): Promise<string | null> {
  const emails = await read<readonly Email[]>(url, accessToken);
  return emails?.find(({ primary, verified }) => primary && verified)?.email ?? null;
}

async function read<Body>(url: string, accessToken: string | undefined): Promise<Body | null> {
  const headers = { accept: "application/json", "user-agent": "scrip", authorization: `Bearer ${accessToken ?? ""}` };
  const response = await fetch(url, { headers, redirect: "error", signal: AbortSignal.timeout(ANSWER_MS) });
  return response.ok ? ((await response.json()) as Body) : null;
}

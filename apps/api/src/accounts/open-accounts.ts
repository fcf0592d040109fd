import { randomBytes } from "node:crypto";
import { type Accounts, openAccounts } from "@scrip/accounts/accounts";
import type { Mailer } from "@scrip/accounts/mailer";
import type { SocialClient, SocialClients } from "@scrip/accounts/social";
import type { Log } from "@scrip/process/log";
import type { Deps } from "@scrip/usecases/deps";
import type { Env } from "../env.ts";
import { ssoRules } from "../sso/sso-rules.ts";

/** The variables of the environment that it reads. */
export type AccountsEnv = Pick<
  Env,
  | "APP_DATABASE_URL"
  | "PLATFORM_DATABASE_URL"
  | "SCRIP_AUTH_SECRET"
  | "SCRIP_DNS_SERVERS"
  | "NODE_ENV"
  | "SCRIP_GOOGLE_CLIENT_ID"
  | "SCRIP_GOOGLE_CLIENT_SECRET"
  | "SCRIP_GITHUB_CLIENT_ID"
  | "SCRIP_GITHUB_CLIENT_SECRET"
>;

/** The parts of the process that accounts need. */
export interface AccountsParts {
  readonly deps: Pick<Deps, "homes" | "books">;
  readonly mailer: Mailer;
  readonly now: () => number;
  readonly log: Pick<Log, "error">;
}

function socialClients(env: AccountsEnv): SocialClients {
  const google = clientOf(env.SCRIP_GOOGLE_CLIENT_ID, env.SCRIP_GOOGLE_CLIENT_SECRET);
  const github = clientOf(env.SCRIP_GITHUB_CLIENT_ID, env.SCRIP_GITHUB_CLIENT_SECRET);
  return { ...(google && { google }), ...(github && { github }) };
}

function clientOf(clientId: string | undefined, clientSecret: string | undefined): SocialClient | undefined {
  return clientId === undefined || clientSecret === undefined ? undefined : { clientId, clientSecret };
}

/** Opens the accounts. Without a secret, sessions and second factors last as long as the process. */
export function openAccountsOf(env: AccountsEnv, { deps, mailer, now, log }: AccountsParts): Accounts {
  return openAccounts({
    platform: deps.homes.platform,
    url: env.PLATFORM_DATABASE_URL ?? env.APP_DATABASE_URL,
    secret: env.SCRIP_AUTH_SECRET ?? randomBytes(32).toString("base64url"),
    mailer,
    social: socialClients(env),
    sso: {
      rules: ssoRules(deps, now),
      allowsLocal: env.NODE_ENV !== "production",
      dnsServers: env.SCRIP_DNS_SERVERS,
    },
    now,
    onError: (err) => log.error({ err }, "a call about an account failed"),
  });
}

import { randomUUIDv7 } from "node:crypto";
import { kyselyAdapter } from "@better-auth/kysely-adapter";
import type { Sealer } from "@scrip/usecases/outside/sealer";
import { type BetterAuthOptions, betterAuth } from "better-auth";
import { createEmailVerificationToken } from "better-auth/api";
import { genericOAuth, twoFactor } from "better-auth/plugins";
import { Kysely, PostgresDialect } from "kysely";
import type pg from "pg";
import { withHashedSessions } from "./hashed-sessions.ts";
import { ABSOLUTE_MS, IDLE_MS, LINK_SECONDS, SECOND_STEP_SECONDS } from "./lifetimes.ts";
import type { Mailer } from "./mailer.ts";
import type { Passwords } from "./passwords.ts";
import { SESSION_COOKIE } from "./session-token.ts";
import { type SocialClients, socialConfigs } from "./social.ts";
import { mustUseSso } from "./sso/must-use-sso.ts";
import { withOpenProviders } from "./sso/open-providers.ts";
import { LOCAL_ORIGINS, RELAY_COOKIE, type SsoParts, ssoPlugins } from "./sso/sso-plugins.ts";

/** The header in which our server hands the address of a caller to better-auth. Callers cannot set it. */
export const ADDRESS_HEADER = "x-scrip-address";

/** The path under which the endpoints are. */
export const BASE_PATH = "/api/auth";

export const SECOND_STEP_COOKIE = "two_factor";

export interface BetterAuthParts {
  /** Connections to the platform's home, with `auth` as their search path. */
  readonly pool: pg.Pool;
  readonly secret: string;
  readonly passwords: Passwords;
  readonly mailer: Mailer;
  readonly social: SocialClients;
  readonly sealer: Sealer;
  /** `null` on a server without single sign-on. */
  readonly sso: SsoParts | null;
  /** Runs after a person was created. */
  readonly onCreated: (personId: string) => Promise<void>;
  /** Reports an error that no caller may see. */
  readonly onError: (error: unknown) => void;
}

/** Makes better-auth with our tables, hashes, life times and cookies. Only this package knows it. */
export function makeBetterAuth(parts: BetterAuthParts) {
  return betterAuth(optionsOf(parts));
}

export type BetterAuth = ReturnType<typeof makeBetterAuth>;

function optionsOf(parts: BetterAuthParts) {
  const { pool, secret, passwords, mailer, social, sealer, sso, onError, onCreated } = parts;
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const open = kyselyAdapter(db as never, { type: "postgres", transaction: true });
  const sendVerification = async (user: Addressee, token: string, request: Request | undefined): Promise<void> => {
    const url = linkTo("/verify-email", token, request);
    await mailer.queue({
      kind: "verify_email",
      to: user.email,
      personId: user.id,
      data: { url, expiresAt: linkEnd() },
    });
  };
  return {
    appName: "Scrip",
    basePath: BASE_PATH,
    secret,
    database: (options: BetterAuthOptions) => withHashedSessions(withOpenProviders(open(options), sealer)),
    telemetry: { enabled: false },
    trustedOrigins: sso?.allowsLocal === true ? LOCAL_ORIGINS : [],
    logger: { disabled: true },
    onAPIError: { onError },
    // The server counts tries in the database, by account too (`takeTries`).
    rateLimit: { enabled: false },
    user: {
      fields: { emailVerified: "email_verified", createdAt: "created_at", updatedAt: "updated_at" },
    },
    session: {
      // This is the age of the cookie. The row ends with the idle time, and only `findSession` moves its end.
      expiresIn: ABSOLUTE_MS / 1000,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
      fields: {
        userId: "user_id",
        expiresAt: "expires_at",
        ipAddress: "ip_address",
        userAgent: "user_agent",
        createdAt: "created_at",
        updatedAt: "updated_at",
      },
      additionalFields: {
        confirmedAt: {
          type: "date",
          fieldName: "confirmed_at",
          required: true,
          input: false,
          defaultValue: () => new Date(),
        },
      },
    },
    account: {
      encryptOAuthTokens: true,
      fields: {
        userId: "user_id",
        accountId: "account_id",
        providerId: "provider_id",
        accessToken: "access_token",
        refreshToken: "refresh_token",
        idToken: "id_token",
        accessTokenExpiresAt: "access_token_expires_at",
        refreshTokenExpiresAt: "refresh_token_expires_at",
        createdAt: "created_at",
        updatedAt: "updated_at",
      },
    },
    verification: {
      storeIdentifier: "hashed",
      fields: { expiresAt: "expires_at", createdAt: "created_at", updatedAt: "updated_at" },
    },
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: true,
      autoSignIn: false,
      // The contract's schemas say what a password is.
      minPasswordLength: 1,
      maxPasswordLength: 1000,
      password: passwords,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: LINK_SECONDS,
      onExistingUserSignUp: async ({ user }, request) => {
        if (user.emailVerified)
          return mailer.queue({
            kind: "account_exists",
            to: user.email,
            personId: user.id,
            data: { url: `${originOf(request)}/sign-in` },
          });
        // The mailbox belongs to the person who signs up now, perhaps not to the one who did before.
        const token = await createEmailVerificationToken(secret, user.email, undefined, LINK_SECONDS, {
          userId: user.id,
        });
        await sendVerification(user, token, request);
      },
      sendResetPassword: async ({ user, token }, request) => {
        if (sso !== null && (await mustUseSso(sso, { email: user.email, personId: user.id }))) return;
        const url = linkTo("/reset-password", token, request);
        await mailer.queue({
          kind: "reset_password",
          to: user.email,
          personId: user.id,
          data: { url, expiresAt: linkEnd() },
        });
      },
    },
    emailVerification: {
      expiresIn: LINK_SECONDS,
      autoSignInAfterVerification: false,
      sendVerificationEmail: ({ user, token }, request) => sendVerification(user, token, request),
    },
    databaseHooks: {
      user: {
        create: {
          after: ({ id }) => onCreated(id),
        },
      },
      session: {
        create: {
          before: async (session) => ({ data: { ...session, expiresAt: new Date(Date.now() + IDLE_MS) } }),
        },
      },
    },
    advanced: {
      database: { generateId: () => randomUUIDv7() },
      // The server checks the Origin and the header of our pages before it calls better-auth.
      disableCSRFCheck: true,
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      useSecureCookies: false,
      cookiePrefix: "__Host-scrip",
      defaultCookieAttributes: { secure: true, httpOnly: true, sameSite: "lax", path: "/" },
      cookies: { session_token: { name: SESSION_COOKIE }, relay_state: RELAY_COOKIE },
    },
    plugins: [
      genericOAuth({ config: socialConfigs(social) }),
      ...(sso === null ? [] : ssoPlugins(sso)),
      twoFactor({
        issuer: "Scrip",
        twoFactorCookieMaxAge: SECOND_STEP_SECONDS,
        schema: {
          user: { fields: { twoFactorEnabled: "two_factor_enabled" } },
          twoFactor: {
            modelName: "two_factor",
            fields: {
              userId: "user_id",
              backupCodes: "backup_codes",
              failedVerificationCount: "failed_verification_count",
              lockedUntil: "locked_until",
            },
          },
        },
      }),
    ],
  } satisfies BetterAuthOptions;
}

interface Addressee {
  readonly id: string;
  readonly email: string;
}

/** The token is behind the #, which browsers send to no server: it is in no log of a proxy. */
function linkTo(path: string, token: string, request: Request | undefined): string {
  return `${originOf(request)}${path}#token=${encodeURIComponent(token)}`;
}

function originOf(request: Request | undefined): string {
  if (request === undefined) throw new Error("a link needs the origin of a request");
  return new URL(request.url).origin;
}

function linkEnd(): string {
  return new Date(Date.now() + LINK_SECONDS * 1000).toISOString();
}

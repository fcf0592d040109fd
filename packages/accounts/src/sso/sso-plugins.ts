import { sso } from "@better-auth/sso";
import { organizationOfProvider } from "@scrip/db/access";
import type { PlatformSource } from "@scrip/db/connection";
import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthMiddleware } from "better-auth/api";
import { mustUseSso, SSO_REQUIRED } from "./must-use-sso.ts";
import { resolvePerson } from "./resolve-person.ts";
import { unsafeResponse } from "./safe-response.ts";
import type { SsoRules } from "./sso-rules.ts";

/** The clocks of an identity provider and ours may differ by this. */
const CLOCK_SKEW_MS = 60_000;

/** An assertion must arrive within this time after its request. */
const REQUEST_MS = 10 * 60_000;

/** Where identity providers post assertions to. */
const ASSERTIONS = "/sso/saml2/sp/acs/";

/**
 * The cookie that binds a SAML sign-in to the browser that began it. The provider's page posts the assertion, which is a
 * request of another site: browsers send only such cookies with it.
 */
export const RELAY_COOKIE = { attributes: { sameSite: "none", secure: true } } as const;

/** Identity providers on this machine, for development and tests. */
export const LOCAL_ORIGINS = ["http://localhost:*", "http://127.0.0.1:*"];

export interface SsoParts {
  readonly platform: PlatformSource;
  readonly rules: SsoRules;
  /** Whether identity providers on this machine are allowed: in development and tests only. */
  readonly allowsLocal: boolean;
  /** Called with the person of a sign-in that succeeds. */
  readonly onSignedIn: (personId: string) => void;
}

/** Single sign-on in better-auth: who gets in by it, and who by nothing else. */
export function ssoPlugins(parts: SsoParts) {
  return [providers(parts), guards(parts)] as const;
}

function providers({ platform, rules, onSignedIn }: SsoParts) {
  return sso({
    schema: {
      ssoProvider: {
        modelName: "sso_provider",
        fields: {
          oidcConfig: "oidc_config",
          samlConfig: "saml_config",
          userId: "user_id",
          providerId: "provider_id",
          organizationId: "organization_id",
        },
      },
    },
    // Providers are the rows that use cases publish. Nobody registers one here.
    providersLimit: 0,
    organizationProvisioning: { disabled: true },
    // What an identity provider says of an address does not make it verified for other organizations.
    trustEmailVerified: false,
    provisionUserOnEveryLogin: true,
    provisionUser: async ({ user }) => onSignedIn(user.id),
    resolveUser: async (input, { database }) => {
      const { providerId, accountKey, providerUser } = input;
      const resolved = await resolvePerson(
        { platform, rules },
        {
          providerId,
          orgId: organizationOfProvider(providerId) ?? "",
          subject: accountKey.accountId,
          email: providerUser.email,
          isDenied: input.protocol === "oidc" && isFalse(input.providerClaims.email_verified),
        },
      );
      if (resolved.as === "refused") return { action: "reject", code: resolved.code };
      if (resolved.as === "known" || resolved.as === "new") return { action: "continue" };
      if (resolved.as === "taken_over") await forgetUnverified(database, resolved.personId);
      return { action: "link", userId: resolved.personId, profile: "preserve" };
    },
    saml: {
      requireTimestamps: true,
      clockSkew: CLOCK_SKEW_MS,
      requestTTL: REQUEST_MS,
      allowIdpInitiated: false,
      enableInResponseToValidation: true,
      algorithms: { onDeprecated: "reject" },
    },
  });
}

function isFalse(claim: unknown): boolean {
  return claim === false || claim === "false";
}

type Database = Parameters<NonNullable<NonNullable<Parameters<typeof sso>[0]>["resolveUser"]>>[1]["database"];

/** Whoever signed up with an address that nobody verified may be a stranger: what they set up ends. */
async function forgetUnverified(database: Database, personId: string): Promise<void> {
  const where = [{ field: "userId", value: personId }];
  await database.deleteMany({ model: "account", where });
  await database.deleteMany({ model: "session", where });
}

function guards({ platform, rules }: SsoParts) {
  return {
    id: "scrip-sso-guards",
    hooks: {
      before: [
        {
          matcher: ({ path }) => path?.startsWith(ASSERTIONS) ?? false,
          // Otherwise another site could sign a browser in as somebody else, by an assertion of its own.
          handler: createAuthMiddleware(async (context) => {
            const { name } = context.context.createAuthCookie("relay_state");
            const own = await context.getSignedCookie(name, context.context.secret);
            const { RelayState, SAMLResponse } = (context.body ?? {}) as Record<string, unknown>;
            if (typeof own !== "string" || own === "" || own !== RelayState)
              throw new APIError("FORBIDDEN", {
                code: "other_browser",
                message: "Another browser began this sign-in.",
              });
            const problem = unsafeResponse(SAMLResponse);
            if (problem !== null)
              throw new APIError("FORBIDDEN", { code: problem, message: "The response is refused." });
          }),
        },
      ],
    },
    init: () => ({
      options: {
        databaseHooks: {
          session: {
            create: {
              before: async ({ userId }, context) => {
                // `resolveUser` has judged the person of a single sign-on.
                if (context?.path?.startsWith("/sso/") === true) return;
                const user = await context?.context.internalAdapter.findUserById(userId);
                if (user === undefined || user === null) return;
                if (!(await mustUseSso({ platform, rules }, { email: user.email, personId: userId }))) return;
                throw new APIError("FORBIDDEN", { code: SSO_REQUIRED, message: "Single sign-on is required." });
              },
            },
          },
        },
      },
    }),
  } satisfies BetterAuthPlugin;
}

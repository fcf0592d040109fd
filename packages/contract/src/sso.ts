import { ROLES } from "@scrip/domain/access";
import { z } from "zod";
import { emailAddress } from "./wire/email.ts";
import { orgIdIn, orgIdOut } from "./wire/ids.ts";
import { organizationInput } from "./wire/organization-input.ts";
import { instantOut } from "./wire/time.ts";

const domainText = z.string().min(1, "must not be empty").max(253, "must be at most 253 characters");

/** The roles with which a person can join by a rule. */
export const JOINING_ROLES = ROLES.filter((role) => role !== "owner");

const joiningRole = z
  .enum(JOINING_ROLES)
  .meta({ description: "The role with which a person joins. Never the owner's." });

/** The input of `sso.addDomain`, `sso.checkDomain` and `sso.removeDomain`. */
export const ssoDomainInput = organizationInput
  .extend({ domain: domainText })
  .meta({ description: "A domain of e-mail addresses." });

/** The input of `sso.setOidc`. */
export const setOidcInput = organizationInput
  .extend({
    issuer: z
      .string()
      .min(1, "must not be empty")
      .max(500)
      .meta({ description: "As in the provider's own description." }),
    clientId: z.string().trim().min(1, "must not be empty").max(500),
    clientSecret: z.string().min(1, "must not be empty").max(2000).meta({ description: "Stored sealed, never shown." }),
  })
  .meta({ description: "An OpenID Connect provider." });

/** The input of `sso.setSaml`. */
export const setSamlInput = organizationInput
  .extend({
    metadata: z.string().min(1, "must not be empty").max(100_000, "must be at most 100,000 characters"),
    emailAttribute: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .optional()
      .meta({ description: "The attribute with the e-mail address: `email` if not given, or else the subject." }),
  })
  .meta({ description: "A SAML 2.0 identity provider, by its metadata." });

/** The input of `sso.setDefaultRole`. */
export const setSsoRoleInput = organizationInput.extend({ role: joiningRole }).meta({ description: "A role." });

/** The input of `sso.setForced`. */
export const setSsoForcedInput = organizationInput
  .extend({ isForced: z.boolean() })
  .meta({ description: "Whether single sign-on is the only way to sign in." });

/** The output of the changes of single sign-on. */
export const ssoDone = z.object({}).meta({ description: "Done." });

const recordAnswer = z
  .object({ name: z.string(), type: z.literal("TXT"), value: z.string() })
  .meta({ description: "The DNS record that proves the domain." });

const domainAnswer = z.object({
  domain: z.string(),
  state: z.enum(["pending", "proved", "lost"]).meta({ description: "`lost`: proved, and the record is gone." }),
  record: recordAnswer,
  addedAt: instantOut,
  checkedAt: instantOut.nullable(),
  provedAt: instantOut.nullable(),
  lostAt: instantOut.nullable(),
  endsAt: instantOut.nullable().meta({ description: "When a lost proof ends." }),
});

const oidcAnswer = z.object({ protocol: z.literal("oidc"), issuer: z.string(), clientId: z.string() });

const samlAnswer = z.object({
  protocol: z.literal("saml"),
  issuer: z.string(),
  signInUrl: z.string(),
  emailAttribute: z.string(),
  certificates: z.array(z.object({ fingerprint: z.string(), expiresAt: instantOut })).readonly(),
});

/** The output of `sso.get`. */
export const ssoAnswer = z
  .object({
    isInPlan: z.boolean(),
    neededPlan: z.string().nullable().meta({ description: "The title of the first plan that has single sign-on." }),
    domains: z.array(domainAnswer).readonly(),
    provider: z.discriminatedUnion("protocol", [oidcAnswer, samlAnswer]).nullable(),
    addresses: z
      .object({ redirectUri: z.string(), acsUrl: z.string(), entityId: z.string() })
      .meta({ description: "The addresses to give to the identity provider." }),
    defaultRole: joiningRole,
    testedAt: instantOut.nullable(),
    isForced: z.boolean(),
    ownerHasTwoFactor: z.boolean().meta({ description: "Needed before single sign-on can be forced." }),
  })
  .meta({ description: "The single sign-on of an organization." });

/** The output of `sso.checkDomain`. */
export const ssoCheckAnswer = z
  .object({
    outcome: z.enum(["proved", "kept", "found_again", "lost", "still_lost", "withdrawn", "still_pending"]),
  })
  .meta({ description: "What looking up the record changed." });

/** The input of `sso.find`. */
export const findSsoInput = z
  .strictObject({ email: emailAddress })
  .meta({ description: "The e-mail address that a person signs in with." });

/** The output of `sso.find`. It depends on the domain of the address only. */
export const foundSsoAnswer = z
  .object({
    org: orgIdOut.nullable().meta({ description: "The organization whose single sign-on the person uses." }),
    isForced: z.boolean(),
  })
  .meta({ description: "How persons with addresses of a domain sign in." });

/** The input of `POST /api/auth/sign-in/sso`. */
export const startSsoInput = z.strictObject({
  org: orgIdIn,
  to: z
    .string()
    .max(500)
    .regex(/^\/(?![/\\])[\x21-\x7e]*$/, "must be a path of this server"),
  email: z.string().max(320).optional(),
});

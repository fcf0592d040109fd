import { PLATFORM_SCOPES, SCOPES, type Scope } from "@scrip/domain/access";
import { z } from "zod";
import { keyIdIn, keyIdOut, orgIdIn, orgIdOut, personIdOut } from "../wire/ids.ts";
import { amountIn, amountOut } from "../wire/money.ts";
import { organizationInput } from "../wire/organization-input.ts";
import { plainText } from "../wire/text.ts";
import { instantIn, instantOut } from "../wire/time.ts";

/** The name of a service key, for people. */
export const keyName = plainText(100).meta({ description: "A name for people, such as `scheduler, production`." });

/** The scopes that the key of an organization can have. */
export const ORGANIZATION_SCOPES: readonly Scope[] = SCOPES.filter((scope) => !PLATFORM_SCOPES.includes(scope));

/** The most that a key may use in a day (UTC). */
const ceilingIn = amountIn.meta({ description: "The most that the key may use in a day (UTC)." });

/** The scopes of a new key, each once. */
const scopesIn = (scopes: readonly Scope[]) =>
  z
    .array(z.enum(scopes))
    .min(1, "must have at least one scope")
    .max(scopes.length)
    .refine((chosen) => new Set(chosen).size === chosen.length, "must not name a scope twice")
    .readonly();

const newKey = {
  name: keyName,
  expiresAt: instantIn.optional().meta({ description: "From then on it is refused; it never expires if absent." }),
  dailyCeiling: ceilingIn.optional(),
};

/** The input of `keys.create`. */
export const createKeyInput = organizationInput
  .extend({ ...newKey, scopes: scopesIn(ORGANIZATION_SCOPES) })
  .meta({ description: "A new key of an organization." });

/** The input of `platformKeys.create`. */
export const createPlatformKeyInput = z
  .strictObject({
    ...newKey,
    scopes: scopesIn(SCOPES),
    orgs: z
      .array(orgIdIn)
      .min(1, "must have at least one organization, or be left out")
      .max(100)
      .readonly()
      .optional()
      .meta({ description: "The organizations that it reaches; all if absent." }),
    owner: plainText(100).optional().meta({ description: "The owner of the organizations that it creates." }),
  })
  .meta({ description: "A new key of the platform." });

/** The input of `platformKeys.revoke`. */
export const platformKeyInput = z.strictObject({ key: keyIdIn }).meta({ description: "A key of the platform." });

/** The output of `keys.create` and of `platformKeys.create`: the only time that the text is shown. */
export const createdKeyAnswer = z
  .object({
    key: keyIdOut,
    text: z.string().meta({ description: "The key itself. It is shown this once; store it as a secret." }),
  })
  .meta({ description: "A new service key." });

/** The input of `keys.revoke`. */
export const keyInput = organizationInput.extend({ key: keyIdIn }).meta({ description: "A key of an organization." });

/** The input of `keys.rename`. */
export const renameKeyInput = keyInput.extend({ name: keyName }).meta({ description: "A key and its new name." });

/** The input of `keys.setCeiling`. */
export const setCeilingInput = keyInput
  .extend({ dailyCeiling: ceilingIn.nullable().meta({ description: "Null takes the ceiling away." }) })
  .meta({ description: "A key and its new ceiling." });

/** The answer of a change of a key. */
export const changedKeyAnswer = z.object({}).meta({ description: "Done." });

const keyFields = {
  key: keyIdOut,
  name: z.string(),
  prefix: z.string().nullable().meta({ description: "The first characters of the key; null for an older key." }),
  scopes: z.array(z.enum(SCOPES)).readonly(),
  state: z.enum(["valid", "expired", "revoked"]),
  dailyCeiling: amountOut.nullable().meta({ description: "The most that it may use in a day; null for no ceiling." }),
  createdAt: instantOut,
  madeBy: z
    .object({
      person: personIdOut,
      name: z.string().nullable().meta({ description: "Null if the account is gone." }),
    })
    .nullable()
    .meta({ description: "The person who made it; null if the command line did." }),
  expiresAt: instantOut.nullable(),
  revokedAt: instantOut.nullable(),
  lastUsedAt: instantOut.nullable().meta({ description: "Up to half a minute old; null if it was never used." }),
  lastUsedFrom: z.string().nullable().meta({ description: "The address of the last use." }),
};

/** The output of `keys.list`. */
export const keysAnswer = z
  .object({
    keys: z
      .array(
        z.object({
          ...keyFields,
          usedToday: amountOut
            .nullable()
            .meta({ description: "What counts towards the ceiling on this day (UTC); null if nothing is counted." }),
        }),
      )
      .readonly()
      .meta({ description: "The newest 200 keys, with those that expired or were revoked." }),
  })
  .meta({ description: "The service keys of an organization." });

/** The input of `platformKeys.list`. */
export const platformKeysInput = z.strictObject({}).optional().meta({ description: "Nothing." });

/** The output of `platformKeys.list`. */
export const platformKeysAnswer = z
  .object({
    keys: z
      .array(
        z.object({
          ...keyFields,
          orgs: z.array(orgIdOut).readonly().nullable().meta({ description: "Null if it reaches every organization." }),
        }),
      )
      .readonly(),
  })
  .meta({ description: "The service keys of the platform." });

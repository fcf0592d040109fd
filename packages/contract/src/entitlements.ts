import { z } from "zod";
import { commandInput, organizationInput } from "./wire/organization-input.ts";
import { plainText } from "./wire/text.ts";

/** The id of an entitlement in the catalog, such as `deployments`. */
const entitlement = plainText(64).meta({ description: "An entitlement's id in the catalog." });

const count = z.int().min(1).max(1_000_000_000).default(1).meta({ description: "How many of it; 1 if not given." });

/** The input of `entitlements.check`. */
export const checkEntitlementInput = organizationInput
  .extend({ entitlement, count })
  .meta({ description: "What the organization wants to do." });

const entitlementFields = {
  entitlement: z.string(),
  title: z.string(),
  kind: z.enum(["feature", "limit", "choice"]),
  value: z
    .union([z.boolean(), z.int(), z.string()])
    .meta({ description: "Of a feature whether it is on; of a limit a number or `unlimited`; of a choice its word." }),
  counted: z.enum(["by_platform", "by_scrip"]).nullable().meta({
    description: "Who counts the limit: the platform by `use` and `release`, Scrip itself, or nobody (null).",
  }),
  used: z.int().nullable().meta({ description: "How many there are; null for what nobody counts." }),
  isByContract: z.boolean().meta({ description: "The value comes from a contract, and not from the plan." }),
};

/** The output of `entitlements.check`. */
export const entitlementAnswer = z
  .object({
    ...entitlementFields,
    isAllowed: z.boolean().meta({ description: "Whether the organization may do it now." }),
    neededPlan: z
      .string()
      .nullable()
      .meta({ description: "The first plan that allows it; null if it is allowed, or if no plan allows it." }),
  })
  .meta({ description: "What an organization may do." });

/** The output of `entitlements.list`. */
export const entitlementsAnswer = z
  .object({
    plan: z.string().meta({ description: "The plan's id in the catalog." }),
    entitlements: z.array(z.object(entitlementFields)).readonly(),
  })
  .meta({ description: "What the plan of an organization allows, and how much of it is used." });

/** The input of `entitlements.use`. */
export const useEntitlementInput = commandInput
  .extend({ entitlement, count })
  .meta({ description: "New things that the plan limits." });

/** The input of `entitlements.release`. */
export const releaseEntitlementInput = commandInput
  .extend({ entitlement, count })
  .meta({ description: "Things that are gone." });

/** The output of `entitlements.use` and `entitlements.release`. */
export const entitlementUseAnswer = z
  .object({
    entitlement: z.string(),
    limit: z.int().nullable().meta({ description: "What the plan allowed then; null for any number." }),
    used: z.int().meta({ description: "How many there were after it." }),
  })
  .meta({ description: "The count after a change." });

import { z } from "zod";
import { billingDetailsAnswer } from "../billing.ts";
import { closeAsOperatorInput, seeOrganizationInput } from "./organizations.ts";

/** The input of `operators.taxId.get`. */
export const taxIdInput = seeOrganizationInput;

/** The input of `operators.taxId.set`. */
export const setTaxIdInput = closeAsOperatorInput
  .extend({
    knownTaxId: z.string().min(1).max(60).meta({ description: "The tax id that was looked up." }),
    taxIdState: z.enum(["verified", "unverified"]).meta({ description: "Whether the tax office knows it." }),
  })
  .meta({ description: "What was found out about the tax id of an organization, with a reason." });

/** The output of `operators.taxId.get` and `operators.taxId.set`. */
export const taxIdAnswer = billingDetailsAnswer;

import { textProblem } from "@scrip/domain/text";
import { z } from "zod";
import { emailAddress } from "./wire/email.ts";
import { orgIdIn, orgIdOut, personIdOut, salesRequestIdIn, salesRequestIdOut } from "./wire/ids.ts";
import { plainText } from "./wire/text.ts";
import { instantOut } from "./wire/time.ts";

/** The states of a request to talk to sales. */
export const SALES_STATES = ["new", "contacted", "won", "lost"] as const;

const state = z.enum(SALES_STATES);

function hasPlainLines(text: string): boolean {
  return text.split("\n").every((line) => line.trim() === "" || textProblem(line.trim()) === null);
}

/** The input of `sales.request`. */
export const salesRequestInput = z
  .strictObject({
    name: plainText(200),
    email: emailAddress,
    company: plainText(200).optional(),
    plan: plainText(64).optional().meta({ description: "The plan that it is about." }),
    message: z
      .string()
      .overwrite((text) => text.replace(/\r\n?/g, "\n").replaceAll("\t", " ").normalize("NFC").trim())
      .min(1, "must not be empty")
      .max(4000, "must be at most 4000 characters")
      .refine(hasPlainLines, "must have no invisible or control characters but line breaks")
      .meta({ description: "What they need. Line breaks are allowed." }),
    org: orgIdIn.optional().meta({ description: "An organization of the person who is signed in." }),
  })
  .meta({ description: "A request to talk to sales, of a member or of a visitor." });

/** The output of `sales.request`. */
export const salesRequestedAnswer = z.object({}).meta({ description: "The request is stored." });

const salesRequest = z
  .object({
    request: salesRequestIdOut,
    at: instantOut,
    name: z.string(),
    email: z.string(),
    company: z.string().nullable(),
    plan: z.string().nullable(),
    message: z.string(),
    org: orgIdOut.nullable(),
    person: personIdOut.nullable().meta({ description: "The person who was signed in; null for a visitor." }),
    state,
  })
  .meta({ description: "A request to talk to sales." });

/** The input of `sales.list`. */
export const listSalesInput = z
  .strictObject({ state: state.optional(), limit: z.int().min(1).max(200).default(50) })
  .meta({ description: "Requests to talk to sales, the newest first." });

/** The output of `sales.list`. */
export const salesAnswer = z.object({ requests: z.array(salesRequest).readonly() }).meta({ description: "Requests." });

/** The input of `sales.setState`. */
export const setSalesStateInput = z
  .strictObject({ request: salesRequestIdIn, state })
  .meta({ description: "A request and its new state." });

/** The output of `sales.setState`. */
export const salesStateAnswer = salesRequest;

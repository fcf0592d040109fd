import { z } from "zod";
import { orgIdOut } from "./wire/ids.ts";
import { organizationInput } from "./wire/organization-input.ts";
import { idempotencyKey, plainText } from "./wire/text.ts";
import { instantIn, instantOut } from "./wire/time.ts";

/** The input of `organizations.create`. */
export const createOrganizationInput = z
  .strictObject({
    idempotencyKey,
    name: plainText(200).meta({ description: "Unique among the organizations of the platform key's owner." }),
    testClock: instantIn
      .optional()
      .meta({ description: "The time of a test clock; refused in production. If not given, time is real." }),
  })
  .meta({ description: "An organization to create." });

/** The output of `organizations.create`. */
export const organizationAnswer = z
  .object({
    org: orgIdOut,
    name: z.string(),
    createdAt: instantOut,
    testClock: instantOut.nullable(),
    catalogVersion: z.int(),
  })
  .meta({ description: "An organization." });

/** The input of `clocks.create`. */
export const createClockInput = organizationInput
  .extend({ at: instantIn })
  .meta({ description: "A test clock for an organization without entries." });

/** The input of `clocks.advance`. */
export const advanceClockInput = organizationInput
  .extend({ to: instantIn })
  .meta({ description: "The new time of a test clock. An instant in its past changes nothing." });

/** The output of `clocks.create` and `clocks.advance`. */
export const clockAnswer = z
  .object({
    at: instantOut,
    ran: z.int().meta({ description: "The number of pieces of due work that ran on the way." }),
  })
  .meta({ description: "The time of a test clock." });

/** The output of `clocks.get`. */
export const timeAnswer = z
  .object({ at: instantOut, isOnTestClock: z.boolean() })
  .meta({ description: "An organization's time." });

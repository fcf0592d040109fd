import { z } from "zod";
import { orgIdOut } from "./wire/ids.ts";
import { organizationInput } from "./wire/organization-input.ts";
import { idempotencyKey, plainText } from "./wire/text.ts";
import { instantIn, instantOut } from "./wire/time.ts";

/** What `organizations.create` takes. */
export const createOrganizationInput = z
  .strictObject({
    idempotencyKey,
    name: plainText(200).meta({ description: "Unique among the organizations of the platform key's owner." }),
    testClock: instantIn
      .optional()
      .meta({ description: "The time of a test clock; refused in production. If not given, time is real." }),
  })
  .meta({ description: "An organization to create." });

/** What `organizations.create` answers. */
export const organizationAnswer = z
  .object({
    org: orgIdOut,
    name: z.string(),
    createdAt: instantOut,
    testClock: instantOut.nullable(),
    catalogVersion: z.int(),
  })
  .meta({ description: "An organization." });

/** What `clocks.create` takes. */
export const createClockInput = organizationInput
  .extend({ at: instantIn })
  .meta({ description: "A test clock for an organization without entries." });

/** What `clocks.advance` takes. */
export const advanceClockInput = organizationInput
  .extend({ to: instantIn })
  .meta({ description: "Where to move a test clock. An instant in its past changes nothing." });

/** What `clocks.create` and `clocks.advance` answer. */
export const clockAnswer = z
  .object({ at: instantOut, ran: z.int().meta({ description: "How many pieces of due work ran on the way." }) })
  .meta({ description: "The time of a test clock." });

/** What `clocks.get` answers. */
export const timeAnswer = z
  .object({ at: instantOut, isOnTestClock: z.boolean() })
  .meta({ description: "An organization's time." });

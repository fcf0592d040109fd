import { z } from "zod";
import { emailAddress } from "./wire/email.ts";
import { orgIdOut, personIdIn } from "./wire/ids.ts";
import { amountOut } from "./wire/money.ts";
import { organizationInput } from "./wire/organization-input.ts";
import { catalogId, idempotencyKey, plainText } from "./wire/text.ts";
import { instantIn, instantOut } from "./wire/time.ts";

/** The input of `organizations.create`. */
export const createOrganizationInput = z
  .strictObject({
    idempotencyKey,
    name: plainText(200).meta({ description: "Unique among the organizations of the platform key's owner." }),
    testClock: instantIn
      .optional()
      .meta({ description: "The time of a test clock; refused in production. If not given, time is real." }),
    ownerEmail: emailAddress.optional().meta({
      description: "The address of the owner, who is invited. The organization has no owner until they accept.",
    }),
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

const organizationName = plainText(200).meta({ description: "Unique among the organizations of its owner." });
const reason = plainText(500).meta({ description: "Why; the audit log keeps it." });

/** The input of `organizations.createOwn`. */
export const createOwnInput = z
  .strictObject({ idempotencyKey, name: organizationName })
  .meta({ description: "An organization of the person who is signed in." });

/** The output of `organizations.createOwn`. */
export const ownOrganizationAnswer = z
  .object({ org: orgIdOut, name: z.string() })
  .meta({ description: "An organization of the person." });

/** The output of `organizations.get`. */
export const organizationDetailsAnswer = z
  .object({
    org: orgIdOut,
    name: z.string(),
    createdAt: instantOut,
    closedAt: instantOut.nullable().meta({ description: "Since when nothing new starts; null while it is open." }),
    plan: z.string().meta({ description: "The plan's id in the catalog." }),
    planTitle: z.string(),
    isPersonal: z.boolean().meta({ description: "The organization that a person got at sign-up." }),
    blocksClosing: z
      .object({
        owed: amountOut,
        jobs: z.int().meta({ description: "Jobs that run, are paused or went silent." }),
        holds: z.int().meta({ description: "Open holds that belong to no job." }),
        endpoints: z.int().meta({ description: "Endpoints that run." }),
      })
      .nullable()
      .meta({ description: "What must end before the organization can be closed; null if nothing must." }),
  })
  .meta({ description: "An organization, for its settings." });

/** The input of `organizations.rename`. */
export const renameOrganizationInput = organizationInput
  .extend({ name: organizationName })
  .meta({ description: "The new name of an organization." });

/** The output of `organizations.rename`. */
export const renamedAnswer = z.object({ name: z.string() }).meta({ description: "The name of the organization." });

/** The input of `organizations.transfer`. */
export const transferInput = organizationInput
  .extend({ to: personIdIn.meta({ description: "The member who becomes the owner." }) })
  .meta({ description: "A transfer of the ownership." });

/** The input of `organizations.close`. */
export const closeOrganizationInput = organizationInput
  .extend({ reason })
  .meta({ description: "An organization to close." });

/** The input of `organizations.setPlan`. */
export const setPlanInput = organizationInput
  .extend({ plan: catalogId.meta({ description: "A plan's id in the catalog." }), reason })
  .meta({ description: "The plan of an organization." });

/** The output of `organizations.setPlan`. */
export const planAnswer = z.object({ plan: z.string() }).meta({ description: "The plan of the organization." });

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

/** The output of `clocks.next`. */
export const nextDueAnswer = z
  .object({
    at: instantOut
      .nullable()
      .meta({ description: "Null if no work is planned, or if the organization follows the real time." }),
  })
  .meta({ description: "When the next work of an organization on a test clock falls due." });

import { z } from "zod";
import { orgIdOut } from "./wire/ids.ts";
import { idempotencyKey, plainText } from "./wire/text.ts";
import { instantIn, instantOut } from "./wire/time.ts";

export const createOrganizationInput = z.strictObject({
  idempotencyKey,
  /** Unique under the owner of the platform key. */
  name: plainText(200),
  /** The time of a test clock; refused in production. Without it, time is PostgreSQL's. */
  testClock: instantIn.optional(),
});

export const organizationAnswer = z.object({
  org: orgIdOut,
  name: z.string(),
  createdAt: instantOut,
  testClock: instantOut.nullable(),
  catalogVersion: z.int(),
});

import { z } from "zod";
import { orgIdIn } from "./ids.ts";
import { idempotencyKey } from "./text.ts";

/** What concerns one organization: a platform key and a member name it, an organization's key may omit it. */
export const organizationInput = z
  .strictObject({
    org: orgIdIn.optional().meta({
      description: "The organization. A platform key and a member name it; the key of an organization may omit it.",
    }),
  })
  .meta({ description: "An organization." });

/** What changes something of one organization. */
export const commandInput = organizationInput.extend({ idempotencyKey });

import { z } from "zod";
import { orgIdIn } from "./ids.ts";
import { idempotencyKey } from "./text.ts";

/** The input of a call about one organization. Platform keys and members name it; an organization's key may omit it. */
export const organizationInput = z
  .strictObject({
    org: orgIdIn.optional().meta({
      description: "The organization. A platform key and a member name it; the key of an organization may omit it.",
    }),
  })
  .meta({ description: "An organization." });

/** The input of a call that changes one organization. */
export const commandInput = organizationInput.extend({ idempotencyKey });

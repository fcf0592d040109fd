import { z } from "zod";
import { orgIdIn } from "./ids.ts";
import { idempotencyKey } from "./text.ts";

/** What concerns one organization: a platform key names it, an organization's key may leave it out. */
export const organizationInput = z.strictObject({ org: orgIdIn.optional() });

/** What changes something of one organization. */
export const commandInput = organizationInput.extend({ idempotencyKey });

import { z } from "zod";
import { orgIdIn, orgIdOut } from "../wire/ids.ts";

export const verifyInput = z.strictObject({
  /** All that the key reaches, if not given; as many as fit a URL. */
  orgs: z.array(orgIdIn).min(1).max(100).optional(),
});

export const verifyAnswer = z.object({
  ok: z.boolean(),
  organizations: z.int(),
  entries: z.int(),
  findings: z.array(z.object({ invariant: z.string(), org: orgIdOut, rows: z.array(z.string()), message: z.string() })),
});

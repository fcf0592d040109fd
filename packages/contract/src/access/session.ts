import { z } from "zod";
import { orgIdOut } from "../wire/ids.ts";

/** Who is signed in, and the organizations that they may look at. */
export const sessionAnswer = z.object({
  /** `null` for nobody. */
  person: z.object({ name: z.string() }).nullable(),
  /** Whether this is a development server: sign-in needs no password, and test clocks can be moved. */
  isDevelopment: z.boolean(),
  organizations: z.array(z.object({ id: orgIdOut, name: z.string() })),
});

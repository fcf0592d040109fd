import { z } from "zod";
import { orgIdOut } from "../wire/ids.ts";

/** The output of every procedure of `session`. */
export const sessionAnswer = z
  .object({
    person: z.object({ name: z.string() }).nullable().meta({ description: "Null if nobody is signed in." }),
    isDevelopment: z
      .boolean()
      .meta({ description: "A development server: sign-in needs no password, and test clocks can be moved." }),
    organizations: z
      .array(z.object({ id: orgIdOut, name: z.string() }))
      .readonly()
      .meta({ description: "The organizations that the person may read." }),
  })
  .meta({ description: "Who is signed in, and the organizations that they may read." });

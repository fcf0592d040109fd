import { ROLES } from "@scrip/domain/access";
import { z } from "zod";
import { orgIdOut, personIdOut } from "../wire/ids.ts";

/** The output of every procedure of `session`. */
export const sessionAnswer = z
  .object({
    person: z
      .object({
        id: personIdOut,
        name: z.string(),
        email: z.string(),
        isVerified: z.boolean(),
        hasTwoFactor: z.boolean(),
        isOperator: z.boolean(),
      })
      .nullable()
      .meta({ description: "Null if nobody is signed in." }),
    isDevelopment: z.boolean().meta({ description: "A development server: test clocks can be moved." }),
    signInWith: z
      .object({ google: z.boolean(), github: z.boolean() })
      .meta({ description: "The other sites with whose accounts a person can sign in here." }),
    demoSignIns: z
      .array(z.object({ label: z.string(), email: z.string(), password: z.string() }))
      .readonly()
      .meta({ description: "The persons of the demo, on a development server." }),
    localStripe: z
      .string()
      .nullable()
      .meta({ description: "The console of the local Stripe of a development server." }),
    mailbox: z.string().nullable().meta({ description: "The page with the mails of a development server." }),
    hasDemo: z.boolean().meta({ description: "A demo works in organizations of this development server." }),
    organizations: z
      .array(
        z.object({
          id: orgIdOut,
          name: z.string(),
          role: z.enum(ROLES),
          plan: z.string(),
          isPersonal: z.boolean().meta({ description: "The organization that the person got at sign-up." }),
        }),
      )
      .readonly()
      .meta({ description: "The organizations that the person may read." }),
    awayOrganizations: z
      .array(z.object({ id: orgIdOut, name: z.string() }))
      .readonly()
      .meta({ description: "Further organizations of the person, whose database does not answer at the moment." }),
  })
  .meta({ description: "Who is signed in, and the organizations that they may read." });

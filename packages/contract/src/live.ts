import { z } from "zod";
import { organizationInput } from "./wire/organization-input.ts";

/** The input of `live.balance`, which sends a `balanceAnswer` now and after each change. */
export const watchInput = organizationInput
  .extend({
    lastEventId: z
      .string()
      .max(40)
      .nullish()
      .meta({ description: "Set by the browser when it reconnects: the number of the last entry that it received." }),
  })
  .meta({ description: "The organization whose balance to follow." });

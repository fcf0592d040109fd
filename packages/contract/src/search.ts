import { z } from "zod";
import { activityLine } from "./activity.ts";
import { jobLine } from "./job-pages.ts";
import { organizationInput } from "./wire/organization-input.ts";
import { plainText } from "./wire/text.ts";

/** The input of `search.find`. */
export const findInput = organizationInput
  .extend({
    text: plainText(200).meta({
      description:
        "A part of a job's name in any case, the number of an entry, an id such as `grant_…`, or a part of a grant's business key or source.",
    }),
  })
  .meta({ description: "A text to find jobs and entries by." });

/** The output of `search.find`. */
export const found = z
  .object({
    jobs: z
      .array(jobLine)
      .readonly()
      .meta({ description: "At most eight: the job of exactly this name, then the newest start first." }),
    entries: z.array(activityLine).readonly().meta({ description: "At most eight, the newest first." }),
  })
  .meta({ description: "The jobs and entries that a text names." });

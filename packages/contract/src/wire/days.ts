import { z } from "zod";
import { instantIn } from "./time.ts";

/** The first instants of days, in an input. */
export const ascendingDays = z
  .array(instantIn)
  .min(1)
  .max(200)
  .refine(
    (days) => days.every((day, index) => index === 0 || day > (days[index - 1] ?? day)),
    "must be in ascending order",
  )
  .meta({ description: "The first instants of days, ascending. A day ends where the next one begins." });

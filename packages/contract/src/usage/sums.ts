import { USAGE_LABELS } from "@scrip/domain/usage/sums";
import { z } from "zod";
import { ascendingDays } from "../wire/days.ts";
import { amountOut } from "../wire/money.ts";
import { organizationInput } from "../wire/organization-input.ts";
import { callerRef } from "../wire/text.ts";
import { instantIn } from "../wire/time.ts";

const usageFilter = organizationInput.extend({
  resource: callerRef.optional(),
  project: callerRef.optional(),
  member: callerRef.optional(),
  days: ascendingDays,
  until: instantIn.optional().meta({ description: "The end of the last day; all usage since, if not given." }),
});

const endsLast = {
  check: ({ days, until }: { readonly days: readonly number[]; readonly until?: number | undefined }) =>
    until === undefined || until > (days.at(-1) ?? until),
  problem: { path: ["until"], message: "must be after the start of the last day" },
};

/** The input of `usage.sum`. */
export const sumUsageInput = usageFilter
  .extend({
    by: z.enum(USAGE_LABELS).default("resource").meta({ description: "The label to group by." }),
    most: z
      .int()
      .min(1)
      .max(200)
      .default(50)
      .meta({ description: "The number of groups; those after the largest ones are added up." }),
  })
  .refine(endsLast.check, endsLast.problem)
  .meta({ description: "The usage to add up; parts of the filter are joined by `and`." });

/** The query of the file of usage. */
export const downloadUsageInput = usageFilter
  .refine(endsLast.check, endsLast.problem)
  .meta({ description: "The usage of a file." });

const sum = z.object({
  count: z.int().meta({ description: "The number of charges above zero." }),
  used: amountOut.meta({ description: "The cost of usage, paid or owed." }),
  returned: amountOut.meta({
    description: "What corrections and refunds gave back of usage, by the day of the return.",
  }),
  days: z.array(amountOut).readonly().meta({ description: "What was used on each day, in the order of the input." }),
});

/** The output of `usage.sum`. */
export const usageSums = z
  .object({
    total: sum,
    groups: z
      .array(sum.extend({ name: z.string().nullable().meta({ description: "Null for usage without the label." }) }))
      .readonly()
      .meta({ description: "The largest first." }),
    others: sum
      .extend({ groups: z.int() })
      .nullable()
      .meta({ description: "The groups after the largest ones, added up; null if there are none." }),
  })
  .meta({ description: "Usage by group and by day. All groups together are the total." });

import { monthSpan } from "@scrip/domain/billing/statement";
import { z } from "zod";

const FIRST_YEAR = 2000;
const LAST_YEAR = 2199;

/** A calendar month in UTC, in an input. Inside: its text and `[from, until)` in ms since 1970. */
export const monthIn = z
  .string()
  .max(7)
  .transform((month, context) => {
    const span = monthSpan(month);
    const year = Number(month.slice(0, 4));
    if (span !== null && year >= FIRST_YEAR && year <= LAST_YEAR) return { month, ...span };
    context.addIssue({ code: "custom", message: 'must be a month such as "2026-11", between 2000 and 2199' });
    return z.NEVER;
  })
  .meta({ description: "A calendar month in UTC.", examples: ["2026-11"] });

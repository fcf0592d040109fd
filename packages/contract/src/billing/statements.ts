import { STATEMENT_PARTS } from "@scrip/domain/billing/statement";
import { z } from "zod";
import { documentIdOut } from "../wire/ids.ts";
import { amountOut } from "../wire/money.ts";
import { monthIn } from "../wire/month.ts";
import { organizationInput } from "../wire/organization-input.ts";
import { instantOut } from "../wire/time.ts";

/** The input of `billing.statements.get`. */
export const getStatementInput = organizationInput
  .extend({ month: monthIn })
  .meta({ description: "The statement of one month." });

/** The query of `/download/statement.csv`. */
export const downloadStatementInput = getStatementInput.transform(({ org, month: { month, from, until } }) => ({
  org,
  month,
  from,
  until,
}));

const document = z
  .object({ document: documentIdOut, number: z.string() })
  .meta({ description: "The document of a month." });

const changes = z.object({
  promotional: amountOut,
  paid: amountOut,
  owed: amountOut.meta({ description: "Debt: usage that credit did not cover yet." }),
  worth: amountOut.meta({ description: "promotional + paid - owed." }),
});

const balance = changes.extend({
  reserved: amountOut.meta({ description: "The part of the credit that is on hold." }),
});

const work = z.object({
  project: z.string().nullable(),
  resource: z.string().nullable(),
  job: z.string().nullable(),
  isLate: z.boolean().meta({ description: "Whether the work was done before the month in which it was charged." }),
});

const line = z.object({
  part: z.enum(STATEMENT_PARTS),
  source: z.string().nullable().meta({ description: "The source of added credit." }),
  work: work.nullable().meta({ description: "The labels of usage." }),
  jobs: z.int().meta({ description: "1 for a job, 0 for what no job did; more for jobs in one line." }),
  amounts: changes.meta({ description: "The changes; with a minus sign for less." }),
});

/** The output of `billing.statements.get`. */
export const statementAnswer = z
  .object({
    month: z.string(),
    from: instantOut,
    until: instantOut,
    isClosed: z.boolean().meta({ description: "Whether the month has ended; before that, it is a look so far." }),
    entries: z
      .object({ first: z.int(), last: z.int(), hash: z.string() })
      .nullable()
      .meta({ description: "The entries of the month, with the hash of the last one; null without entries." }),
    document: document.nullable().meta({ description: "Null until it is issued." }),
    opening: balance,
    sums: z
      .array(z.object({ part: z.enum(STATEMENT_PARTS), amounts: changes }))
      .readonly()
      .meta({ description: "The sums of the parts that have lines: opening + all sums = closing." }),
    lines: z.array(line).readonly(),
    closing: balance,
    held: z
      .object({ opening: amountOut, placed: amountOut, released: amountOut, used: amountOut, closing: amountOut })
      .meta({ description: "Credit on hold: opening + placed - released - used = closing." }),
  })
  .meta({ description: "What happened to the credit of an organization in one month." });

/** The output of `billing.statements.issue`. */
export const issuedAnswer = document;

/** The output of `billing.statements.list`. */
export const statementsAnswer = z
  .object({
    months: z
      .array(
        z.object({
          month: z.string(),
          from: instantOut,
          isClosed: z.boolean(),
          document: document.nullable(),
          entries: z.int(),
          opening: amountOut,
          closing: amountOut.meta({ description: "Credit less debt after the last entry of the month." }),
        }),
      )
      .readonly(),
  })
  .meta({ description: "The months that have entries, the newest first." });

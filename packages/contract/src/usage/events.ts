import { parseQuantity, QUANTITY_MESSAGES } from "@scrip/domain/usage/events";
import { z } from "zod";
import { balanceOut } from "../ledger/balance.ts";
import { cursor } from "../wire/cursor.ts";
import { chargeIdOut } from "../wire/ids.ts";
import { amountOut } from "../wire/money.ts";
import { organizationInput } from "../wire/organization-input.ts";
import { callerRef, catalogId } from "../wire/text.ts";
import { instantIn, instantOut } from "../wire/time.ts";

/** The most events of one call. */
export const MOST_EVENTS = 100;

/** A quantity in an input: decimal text with at most six decimals. Inside: millionths of the resource's unit. */
const quantityIn = z
  .string("must be a text of digits, a quantity in the resource's unit")
  .transform((text, context): bigint => {
    const quantity = parseQuantity(text);
    if (typeof quantity === "bigint") return quantity;
    context.addIssue({ code: "custom", message: QUANTITY_MESSAGES[quantity], params: { problem: quantity } });
    return z.NEVER;
  })
  .meta({ description: "A quantity in the resource's unit, with at most six decimals.", examples: ["12.5"] });

const usageEventIn = z
  .strictObject({
    source: callerRef.meta({ description: "Who reports the event, such as a meter." }),
    id: callerRef.meta({
      description: "The name of the event at its source. The same event again changes nothing.",
    }),
    resource: catalogId,
    quantity: quantityIn,
    eventAt: instantIn
      .optional()
      .meta({ description: "When the use took place; now, if not given. It decides the price and the month." }),
    project: callerRef.optional(),
    member: callerRef.optional(),
    corrects: callerRef.optional().meta({
      description: "An earlier event of the same source, whose total is now this quantity.",
    }),
  })
  .meta({ description: "A use of a resource." });

/** The input of `usage.report`. */
export const reportUsageInput = organizationInput
  .extend({
    events: z
      .array(usageEventIn)
      .min(1, "must have at least one event")
      .max(MOST_EVENTS, `must have at most ${MOST_EVENTS} events`),
  })
  .meta({ description: "Usage events; each has an answer of its own." });

const usageRefusal = z
  .object({
    code: z.string(),
    message: z.string(),
    details: z.record(z.string(), z.unknown()).meta({ description: "The figures behind the refusal." }),
    retryable: z.boolean().meta({ description: "Whether the same event may be accepted later." }),
  })
  .meta({ description: "Why an event is refused." });

/** The output of `usage.report`. */
export const usageReported = z
  .object({
    results: z
      .array(
        z.object({
          source: z.string(),
          id: z.string(),
          ok: z.boolean(),
          known: z
            .boolean()
            .meta({ description: "Whether the event was answered before: this is the first answer again." }),
          charge: chargeIdOut.nullable(),
          charged: amountOut,
          becameOwed: amountOut.meta({ description: "The part of the charge that credit did not cover." }),
          forgiven: amountOut.meta({ description: "The debt that a correction forgave." }),
          refunded: amountOut.meta({ description: "The credit that a correction gave back." }),
          isLate: z.boolean().meta({ description: "Whether the month of the event had ended when it arrived." }),
          balance: balanceOut.nullable().meta({ description: "The balance after the event; null if it is refused." }),
          refusal: usageRefusal.nullable(),
        }),
      )
      .readonly()
      .meta({ description: "One for each event, in the order of the input." }),
  })
  .meta({ description: "The answers to usage events." });

/** The end of a page of events: when its last one arrived, and its id. */
const { cursorIn, cursorOut } = cursor<{ at: number; id: string }>({
  maxLength: 60,
  write: ({ at, id }) => `${at}.${id}`,
  read: (text) => {
    const [, at, id] = CURSOR.exec(text) ?? [];
    return at === undefined || id === undefined ? null : { at: Number(at), id };
  },
});
const CURSOR = /^(\d{1,13})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The input of `usage.list`. */
export const listUsageInput = organizationInput
  .extend({
    resource: callerRef.optional(),
    project: callerRef.optional(),
    member: callerRef.optional(),
    eventSource: callerRef.optional().meta({ description: "Events of one source." }),
    cursor: cursorIn.optional(),
    limit: z.int().min(1).max(200).default(50),
  })
  .meta({ description: "A page of usage events, the last arrived first; parts of the filter are joined by `and`." });

/** The output of `usage.list`. */
export const usagePage = z
  .object({
    events: z
      .array(
        z.object({
          charge: chargeIdOut,
          source: z.string(),
          id: z.string(),
          resource: z.string(),
          quantity: z.string().meta({ description: "Of a correction, the new total." }),
          charged: amountOut,
          eventAt: instantOut,
          arrivedAt: instantOut,
          isLate: z.boolean(),
          project: z.string().nullable(),
          member: z.string().nullable(),
          corrects: z
            .object({ charge: chargeIdOut, id: z.string() })
            .nullable()
            .meta({ description: "The first event that it corrects." }),
        }),
      )
      .readonly(),
    next: cursorOut.nullable(),
  })
  .meta({ description: "A page of usage events." });

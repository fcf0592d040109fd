import { DOCUMENT_KINDS } from "@scrip/domain/billing/documents";
import { PAYMENT_STATUSES } from "@scrip/domain/billing/history";
import { z } from "zod";
import { cursor } from "../wire/cursor.ts";
import { attemptIdOut, documentIdOut, grantIdOut } from "../wire/ids.ts";
import { amountOut } from "../wire/money.ts";
import { organizationInput } from "../wire/organization-input.ts";
import { instantOut } from "../wire/time.ts";

const PLACE = /^(\d{1,15})\.([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;
/** The year 2200 in milliseconds, the end of the ledger's time. */
const END = Date.UTC(2200, 0, 1);

const { cursorIn, cursorOut } = cursor<{ at: number; id: string }>({
  maxLength: 60,
  write: ({ at, id }) => `${at}.${id}`,
  read: (text) => {
    const [, at, id] = PLACE.exec(text) ?? [];
    if (at === undefined || id === undefined || Number(at) >= END) return null;
    return { at: Number(at), id };
  },
});

/** The input of `billing.payments.list`. */
export const listPaymentsInput = organizationInput
  .extend({ cursor: cursorIn.optional(), limit: z.int().min(1).max(200).default(50) })
  .meta({ description: "A page of payments, the newest first." });

/** The query of `/download/payments.csv`. */
export const downloadPaymentsInput = organizationInput;

const payment = z.object({
  payment: attemptIdOut,
  at: instantOut.meta({ description: "When it was paid; before that, when it was asked for." }),
  purpose: z.enum(["purchase", "auto_topup", "subscription"]),
  description: z.string().meta({ description: 'What it is for: "Credit", "Pro, yearly".' }),
  net: amountOut,
  tax: amountOut,
  gross: amountOut.meta({ description: "What is paid, with tax." }),
  refunded: amountOut.meta({ description: "What was paid back, or is on its way back." }),
  bonus: amountOut.meta({ description: "Promotional credit on top of a purchase." }),
  status: z.enum(PAYMENT_STATUSES),
  why: z
    .enum(["soft_decline", "hard_decline", "needs_authentication", "abandoned"])
    .nullable()
    .meta({ description: "Why it failed." }),
  paidWith: z.string().nullable().meta({ description: 'In words: "Visa ending in 4242".' }),
  grant: grantIdOut.nullable().meta({ description: "The credit that a purchase gave." }),
  balance: amountOut.nullable().meta({ description: "Credit less debt after the payment; null before it succeeds." }),
  documents: z
    .array(z.object({ document: documentIdOut, kind: z.enum(DOCUMENT_KINDS), number: z.string() }))
    .readonly()
    .meta({ description: "Receipt, credit notes and their reversals." }),
});

/** The output of `billing.payments.list`. */
export const paymentsPage = z
  .object({ payments: z.array(payment).readonly(), next: cursorOut.nullable() })
  .meta({ description: "A page of payments." });

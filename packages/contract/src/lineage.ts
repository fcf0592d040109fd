import { z } from "zod";
import { balanceAnswer } from "./ledger/balance.ts";
import { grantKind } from "./ledger/grants.ts";
import { cursor } from "./wire/cursor.ts";
import { chargeIdIn, chargeIdOut, grantIdIn, grantIdOut } from "./wire/ids.ts";
import { amountOut } from "./wire/money.ts";
import { organizationInput } from "./wire/organization-input.ts";
import { instantIn, instantOut } from "./wire/time.ts";

const pointInTime = z
  .union(
    [
      z
        .int()
        .min(1)
        .transform((seq) => ({ seq })),
      instantIn.transform((at) => ({ at })),
    ],
    'must be the number of an entry, or an ISO 8601 instant such as "2026-01-01T00:00:00.000Z"',
  )
  .meta({ description: "A point of the past: after the entry with this number, or at this instant." });

/** The input of `balance.asOf`. */
export const balanceAsOfInput = organizationInput
  .extend({ point: pointInTime })
  .meta({ description: "The point in time of a balance." });

/** The terms of a grant, in answers about lineage. */
export const grantNamed = z
  .object({
    grant: grantIdOut,
    source: z.string(),
    kind: grantKind,
    effectiveAt: instantOut,
    expiresAt: instantOut.nullable(),
  })
  .meta({ description: "A grant." });

const whereabouts = z.object({
  amount: amountOut.meta({ description: "The sum of the five amounts below." }),
  remaining: amountOut.meta({ description: "Free to use." }),
  reserved: amountOut,
  used: amountOut,
  expired: amountOut.meta({ description: "Expired credit, even if its expiry was not booked at that time." }),
  revoked: amountOut,
});

/** The output of `balance.asOf`. */
export const balanceAsOfAnswer = balanceAnswer
  .extend({
    grants: z
      .array(grantNamed.extend(whereabouts.shape))
      .readonly()
      .meta({ description: "The grants that had credit left, in burn order." }),
  })
  .meta({ description: "A balance of the past." });

/** The input of `charges.lineage`. */
export const chargeLineageInput = organizationInput
  .extend({ charge: chargeIdIn })
  .meta({ description: "A charge to trace." });

const chargeLabels = {
  job: z.string().nullable(),
  resource: z.string().nullable(),
  project: z.string().nullable(),
  member: z.string().nullable(),
};

const paymentOf = grantNamed.extend({
  through: z.enum(["hold", "available", "debt"]).meta({
    description: "From the hold, from available credit, or for the debt, later and by an entry of its own.",
  }),
  amount: amountOut,
  seq: z.int(),
  at: instantOut,
});

const debtOf = z.object({
  amount: amountOut,
  open: amountOut,
  paid: amountOut,
  forgiven: amountOut,
  forgivenBy: z.array(z.object({ seq: z.int(), at: instantOut, amount: amountOut })).readonly(),
});

/** The output of `charges.lineage`. `amount` is the sum of `paidBy` and of the debt's open and forgiven parts. */
export const chargeLineage = z
  .object({
    charge: chargeIdOut,
    seq: z.int().nullable().meta({ description: "The entry that charged; null for a charge of nothing." }),
    at: instantOut,
    amount: amountOut,
    ...chargeLabels,
    paidBy: z.array(paymentOf).readonly().meta({ description: "In the order of entries." }),
    debt: debtOf
      .nullable()
      .meta({ description: "The part that credit did not cover; null if credit covered everything." }),
  })
  .meta({ description: "A charge, and the credit that paid it." });

/** The end of a page of a grant's charges: the entry, and the posting in it. */
/** Postings of an entry are numbered in 16 bits. */
const MOST_POSTINGS = 32_767;

const { cursorIn, cursorOut } = cursor<{ readonly seq: number; readonly n: number }>({
  maxLength: 40,
  write: ({ seq, n }) => `${seq}.${n}`,
  read: (text) => {
    const [, seq, n] = /^(\d{1,15})\.(\d{1,5})$/.exec(text) ?? [];
    return seq === undefined || n === undefined || Number(n) > MOST_POSTINGS
      ? null
      : { seq: Number(seq), n: Number(n) };
  },
});

/** The input of `grants.lineage`. */
export const grantLineageInput = organizationInput
  .extend({ grant: grantIdIn, cursor: cursorIn.optional(), limit: z.int().min(1).max(500).default(50) })
  .meta({ description: "A grant to trace, and a page of the charges that it paid." });

const chargePaid = z.object({
  seq: z.int().meta({ description: "The entry in which the grant paid." }),
  at: instantOut,
  amount: amountOut.meta({ description: "The amount that the grant paid in that entry." }),
  paidDebt: z.boolean().meta({ description: "Whether the amount paid the debt of the charge." }),
  charge: z
    .object({
      charge: chargeIdOut,
      seq: z.int().meta({ description: "The charge's own entry." }),
      amount: amountOut,
      ...chargeLabels,
    })
    .nullable()
    .meta({ description: "Null for the debt of a reversed payment." }),
});

/** The output of `grants.lineage`. */
export const grantLineage = grantNamed
  .extend(whereabouts.shape)
  .extend({
    issued: z.object({ seq: z.int(), at: instantOut }).meta({ description: "The entry that issued the grant." }),
    charges: z.array(chargePaid).readonly().meta({ description: "The newest first." }),
    next: cursorOut.nullable(),
  })
  .meta({ description: "A grant, where its credit is now, and a page of the charges that it paid." });

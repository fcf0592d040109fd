import { z } from "zod";
import { balanceAnswer } from "./ledger/balance.ts";
import { grantKind } from "./ledger/grants.ts";
import { chargeIdIn, chargeIdOut, grantIdIn, grantIdOut } from "./wire/ids.ts";
import { amountOut } from "./wire/money.ts";
import { organizationInput } from "./wire/organization-input.ts";
import { callerRef } from "./wire/text.ts";
import { instantIn, instantOut } from "./wire/time.ts";

/** A point of the past: the number of an entry, for after it, or an instant. */
const pointInTime = z.union(
  [
    z
      .int()
      .min(1)
      .transform((seq) => ({ seq })),
    instantIn.transform((at) => ({ at })),
  ],
  'must be the number of an entry, or an ISO 8601 instant such as "2026-01-01T00:00:00.000Z"',
);

export const balanceAsOfInput = organizationInput.extend({ point: pointInTime });

/** A grant as lineage names it. */
const grantNamed = z.object({
  grant: grantIdOut,
  source: z.string(),
  kind: grantKind,
  effectiveAt: instantOut,
  expiresAt: instantOut.nullable(),
});

/** Where a grant's credit is: the five add up to its amount. Lapsed credit is expired, swept or not. */
const whereabouts = z.object({
  amount: amountOut,
  remaining: amountOut,
  reserved: amountOut,
  used: amountOut,
  expired: amountOut,
  revoked: amountOut,
});

/** A balance of the past, with the grants that had credit left then, in burn order. */
export const balanceAsOfAnswer = balanceAnswer.extend({ grants: z.array(grantNamed.extend(whereabouts.shape)) });

export const chargeLineageInput = organizationInput.extend({ charge: chargeIdIn });

/** A charge, and all that paid it: `amount` is the sum of `paidBy`, and what is open and forgiven of its debt. */
export const chargeLineage = z.object({
  charge: chargeIdOut,
  /** The entry that charged; `null` for a charge of nothing. */
  seq: z.int().nullable(),
  at: instantOut,
  amount: amountOut,
  job: z.string().nullable(),
  resource: z.string().nullable(),
  project: z.string().nullable(),
  member: z.string().nullable(),
  /** In the order of entries; `debt` is what was paid later, by an entry of its own. */
  paidBy: z.array(
    grantNamed.extend({
      through: z.enum(["hold", "available", "debt"]),
      amount: amountOut,
      seq: z.int(),
      at: instantOut,
    }),
  ),
  debt: z
    .object({
      amount: amountOut,
      open: amountOut,
      paid: amountOut,
      forgiven: amountOut,
      forgivenBy: z.array(z.object({ seq: z.int(), at: instantOut, amount: amountOut })),
    })
    .nullable(),
});

export const grantLineageInput = organizationInput.extend({
  grant: grantIdIn,
  /** From the last page's `next`. */
  cursor: z.string().max(40).optional(),
  limit: z.int().min(1).max(500).default(50),
});

/** A grant, where its credit is now, and a page of the charges that it paid, the newest first. */
export const grantLineage = grantNamed.extend(whereabouts.shape).extend({
  issued: z.object({ seq: z.int(), at: instantOut }),
  charges: z.array(
    z.object({
      /** The entry in which it was paid, and what the grant gave in it. */
      seq: z.int(),
      at: instantOut,
      amount: amountOut,
      /** Whether it paid a debt that the charge had left. */
      paidDebt: z.boolean(),
      /** `null` for the debt of a reversed payment. */
      charge: z
        .object({
          charge: chargeIdOut,
          /** The charge's own entry. */
          seq: z.int(),
          amount: amountOut,
          job: z.string().nullable(),
          resource: z.string().nullable(),
          project: z.string().nullable(),
          member: z.string().nullable(),
        })
        .nullable(),
    }),
  ),
  next: z.string().nullable(),
});

export const jobLineageInput = organizationInput.extend({ job: callerRef });

/** What the charges of a job were paid with, by grant in burn order. */
export const jobLineage = z.object({
  charged: amountOut,
  paidBy: z.array(grantNamed.extend({ amount: amountOut, throughDebt: amountOut })),
  open: amountOut,
  forgiven: amountOut,
});

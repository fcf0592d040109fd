import type { Runway, WhatIf } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import { shownPrice } from "@scrip/domain/usage/prices";
import { z } from "zod";
import { estimateJobInput, jobReason } from "./jobs.ts";
import { grantKind } from "./ledger/grants.ts";
import { runwayOut } from "./overview.ts";
import { budgetPeriod } from "./usage/budgets.ts";
import { grantIdOut } from "./wire/ids.ts";
import { amountOut, rateOut } from "./wire/money.ts";
import { priceShapeOut } from "./wire/price.ts";
import { renamed } from "./wire/renamed.ts";
import { callerRef } from "./wire/text.ts";
import { instantOut } from "./wire/time.ts";

const speedMilli = z
  .int("must be a whole number of thousandths")
  .min(1, "must be at least one thousandth")
  .max(1_000_000, "must be at most a thousand times the speed");

/** The input of `jobs.whatIf`. */
export const whatIfInput = estimateJobInput
  .extend({
    speeds: z
      .array(z.strictObject({ resource: callerRef, speedMilli }))
      .max(100, "must have at most 100 resources")
      .default([])
      .meta({
        description:
          "How fast other resources do the same work, in thousandths of the speed of `resource`. A resource that is not listed takes the same time.",
      }),
  })
  .meta({ description: "A job to try out. Nothing is started." });

const budgetOut = z
  .object({
    scope: z.string(),
    id: z.string(),
    window: instantOut.meta({ description: "The start of the window of the budget." }),
    cap: amountOut,
    used: amountOut,
    asked: amountOut.meta({ description: "The amount for which the budget has no room." }),
  })
  .meta({ description: "A budget without room for the next epoch." });

const alertOut = budgetOut
  .extend({ period: budgetPeriod, asked: amountOut.meta({ description: "What the job would add to the use." }) })
  .meta({ description: "A budget of the mode `alert` whose cap the job would pass. It refuses nothing." });

const pauseOut = z
  .object({
    afterEpoch: z.int().meta({ description: "The last epoch that runs; 0 if the job would not start." }),
    atMs: z.int().meta({ description: "The cumulative compute time at the pause." }),
    at: instantOut.meta({ description: "The time of the pause, if the job started now." }),
    reason: jobReason,
    missing: amountOut.nullable().meta({ description: "The credit that is missing to go on." }),
    budget: budgetOut.nullable(),
  })
  .meta({ description: "Where the job would pause, or stop at a limit." });

const payer = z
  .object({
    grant: grantIdOut.nullable().meta({ description: "Null for a grant that comes only while the job runs." }),
    source: z.string(),
    kind: grantKind,
    expiresAt: instantOut.nullable(),
    amount: amountOut,
  })
  .meta({ description: "A grant, and the amount that it would pay." });

const cheaperOut = z
  .object({
    resource: z.string(),
    rateNanos: rateOut,
    priceShape: priceShapeOut.nullable().meta({ description: "The price beyond a plain rate; `rateNanos` is then 0." }),
    estimateMs: z.int(),
    price: amountOut,
    saved: amountOut,
  })
  .meta({ description: "A cheaper resource with which the same work would end as planned." });

/** What would happen if a job started now, as the use case answers it. */
export interface WhatIfAnswer extends WhatIf {
  /** The time of the answer. */
  readonly at: number;
  /** How long credit lasts if the job runs on beside all that runs now. */
  readonly runway: Runway & { readonly perHour: Micros };
}

/** The output of `jobs.whatIf`. */
export const whatIfAnswer = renamed(
  z.object({
    price: amountOut,
    rateNanos: rateOut,
    priceShape: priceShapeOut.nullable().meta({ description: "The price beyond a plain rate; `rateNanos` is then 0." }),
    hold: amountOut.meta({ description: "The amount of the first hold." }),
    required: amountOut.meta({ description: "The spendable credit that a start requires." }),
    spendable: amountOut,
    admitted: z.boolean(),
    missing: amountOut.meta({ description: "The credit that is missing to start." }),
    charged: amountOut.meta({ description: "The charges until the end, or until the pause." }),
    becameOwed: amountOut.meta({ description: "The part of `charged` that no credit covers." }),
    epochs: z.int().meta({ description: "The number of planned epochs; 1 for a timed job." }),
    pause: pauseOut.nullable().meta({ description: "Null if the job would end as planned." }),
    paidBy: z.array(payer).readonly().meta({ description: "The grants that would pay, in burn order." }),
    lapsing: amountOut.meta({ description: "Credit that expires while the job runs, unused." }),
    alerts: z
      .array(alertOut)
      .readonly()
      .meta({ description: "The alert budgets that the job would pass, the narrowest first." }),
    cheaper: z.array(cheaperOut).readonly().meta({ description: "At most five, the cheapest first." }),
    runway: runwayOut.meta({ description: "How long credit lasts if the job runs on beside all that runs now." }),
  }),
  ({ rate, shape, halt, paidBy, cheaper, at, ...rest }: WhatIfAnswer) => ({
    ...rest,
    rateNanos: rate,
    priceShape: shape && shownPrice(shape),
    pause: halt && { ...halt, at: at + halt.atMs, budget: halt.budget },
    paidBy: paidBy.map(({ grant, amount, isComing }) => ({
      grant: isComing ? null : grant.id,
      source: grant.source,
      kind: grant.kind,
      expiresAt: grant.expiresAt,
      amount,
    })),
    cheaper: cheaper.map(({ rate: rateNanos, shape: other, ...rest }) => ({
      ...rest,
      rateNanos,
      priceShape: other && shownPrice(other),
    })),
  }),
).meta({ description: "The price of a job, who would pay, where it would pause, and cheaper resources." });

import { INTERVALS, PLAN_STATES, type PlanState } from "@scrip/domain/plans/subscriptions";
import { z } from "zod";
import { contractAnswer } from "./contracts.ts";
import { amountOut } from "./wire/money.ts";
import { commandInput } from "./wire/organization-input.ts";
import { catalogId } from "./wire/text.ts";
import { instantOut } from "./wire/time.ts";

const planId = catalogId.meta({ description: "A plan's id in the catalog." });

/** How often a subscription is paid. */
export const interval = z.enum(INTERVALS).meta({ description: "How often the subscription is paid." });

/** The input of `plans.subscribe`. */
export const subscribeInput = commandInput
  .extend({ plan: planId, interval: interval.default("month") })
  .meta({ description: "A paid plan to start." });

/** The input of `plans.change`. */
export const changePlanInput = commandInput
  .extend({ plan: planId.optional(), interval: interval.optional() })
  .refine(({ plan, interval }) => plan !== undefined || interval !== undefined, {
    message: "must name a plan or an interval",
    path: ["plan"],
  })
  .meta({ description: "Another plan or interval. What is left out stays as it is." });

/** The input of `plans.cancel` and `plans.undo`. */
export const planCommandInput = commandInput.meta({ description: "A change of an organization's plan." });

const planState = z
  .enum(Object.keys(PLAN_STATES) as [PlanState, ...PlanState[]])
  .meta({ description: "Where the organization stands with its plan; docs/plans.md has all states." });

const period = z
  .object({
    plan: z.string(),
    interval,
    from: instantOut,
    until: instantOut.meta({ description: "The end; of the running period the planned one." }),
    price: amountOut,
    paidAt: instantOut.nullable().meta({ description: "Null while the payment is awaited." }),
  })
  .meta({ description: "A period of a subscription." });

/** The output of `plans.get`, and of every change of a plan. */
export const planAnswer = z
  .object({
    plan: z.string().meta({ description: "The plan in force." }),
    state: planState,
    interval: interval.nullable().meta({ description: "Null without a subscription." }),
    since: instantOut.nullable().meta({ description: "The start of the subscription, from which months are counted." }),
    price: amountOut.nullable().meta({ description: "The price of the running period." }),
    period: period.nullable().meta({ description: "The running period." }),
    scheduled: z
      .object({
        kind: z.enum(["cancel", "change"]),
        plan: z.string().meta({ description: "The plan from then on." }),
        interval: interval.nullable(),
        price: amountOut.nullable().meta({ description: "The price of a period from then on; null without one." }),
        at: instantOut,
      })
      .nullable()
      .meta({ description: "What happens when the period ends, instead of a renewal." }),
    nextGrant: z
      .object({ at: instantOut, amount: amountOut })
      .nullable()
      .meta({ description: "The next credit by the plan; null if none comes, or if it waits for a payment." }),
    nextTry: instantOut.nullable().meta({ description: "When a failed payment is tried again." }),
    contract: contractAnswer.nullable().meta({ description: "The contract in force." }),
    limits: z
      .array(
        z.object({
          entitlement: z.string(),
          value: z.union([z.boolean(), z.number(), z.string()]),
          used: z.number().nullable().meta({ description: "Null for what is not counted." }),
        }),
      )
      .readonly()
      .meta({ description: "The entitlements, in the catalog's order, with the use of those that are counted." }),
    periods: z
      .array(period)
      .readonly()
      .meta({ description: "The paid periods that have begun, the oldest first; at most the newest 600." }),
  })
  .meta({ description: "An organization's plan." });

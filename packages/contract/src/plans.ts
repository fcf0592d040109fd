import { INTERVALS, PLAN_STATES, type PlanState } from "@scrip/domain/plans/subscriptions";
import { z } from "zod";
import { contractAnswer } from "./contracts.ts";
import { amountOut } from "./wire/money.ts";
import { commandInput, organizationInput } from "./wire/organization-input.ts";
import { catalogId } from "./wire/text.ts";
import { instantOut } from "./wire/time.ts";

const planId = catalogId.meta({ description: "A plan's id in the catalog." });

/** How often a subscription is paid. */
export const interval = z.enum(INTERVALS).meta({ description: "How often the subscription is paid." });

/** How a member pays for a plan that starts. Services and operators do not pay by card. */
const wayToPay = z.enum(["page", "saved"]).meta({
  description: 'How a member pays: on the payment page, or "saved" with the default payment method if there is one.',
});

/** The input of `plans.subscribe`. */
export const subscribeInput = commandInput
  .extend({ plan: planId, interval: interval.default("month"), way: wayToPay.optional() })
  .meta({ description: "A paid plan to start." });

/** The input of `plans.change`. */
export const changePlanInput = commandInput
  .extend({ plan: planId.optional(), interval: interval.optional(), way: wayToPay.optional() })
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

/** The input of `plans.quote`. */
export const quotePlanInput = organizationInput
  .extend({ plan: planId, interval: interval.default("month") })
  .meta({ description: "A period of a plan." });

/** The output of `plans.quote`. */
export const quotePlanAnswer = z
  .object({
    net: amountOut,
    tax: z
      .object({ title: z.string(), percent: z.string(), amount: amountOut })
      .nullable()
      .meta({ description: "Null if no tax is collected." }),
    gross: amountOut.meta({ description: "What is paid." }),
    isReverseCharge: z.boolean(),
    warning: z.string().nullable().meta({ description: "What the buyer should know about the tax." }),
    method: z.string().nullable().meta({ description: "The default payment method in words; null if there is none." }),
  })
  .meta({ description: "What a period of a plan costs an organization now." });

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
    pending: z
      .object({
        plan: z.string(),
        interval,
        price: amountOut.meta({ description: "Without tax." }),
        at: instantOut,
        url: z.string().nullable().meta({ description: "Where the member pays; null if nobody needs to do anything." }),
      })
      .nullable()
      // Answers that were kept before there were payments do not have it.
      .default(null)
      .meta({ description: "A payment for a plan that has no outcome yet. Until then nothing changes." }),
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

import { z } from "zod";
import { event, instant, micros, planRef } from "./event.ts";

const interval = z.enum(["month", "year"]);
const WRITE = "plan:write" as const;

const FREE = { id: "free", title: "Free" };
const PRO = { id: "pro", title: "Pro" };
const AT = "2026-04-01T12:00:00.000Z";

/**
 * Events about the plan of an organization.
 * @source docs/rules.md#mails-about-plans
 */
export const PLAN_EVENTS = {
  "plan.started": event({
    meaning: "A plan started.",
    data: z.strictObject({ plan: planRef, interval, price: micros, credit: micros.nullable(), renewsAt: instant }),
    permission: WRITE,
    severity: "info",
    email: true,
    example: { plan: PRO, interval: "month", price: "29000000", credit: "20000000", renewsAt: AT },
  }),
  "plan.changed": event({
    meaning: "The plan or its interval changed.",
    data: z.strictObject({
      from: planRef,
      plan: planRef,
      interval,
      price: micros,
      credit: micros.nullable(),
      renewsAt: instant,
    }),
    permission: WRITE,
    severity: "info",
    email: true,
    example: { from: FREE, plan: PRO, interval: "year", price: "290000000", credit: "20000000", renewsAt: AT },
  }),
  "plan.change_scheduled": event({
    meaning: "The plan changes at a later renewal.",
    data: z.strictObject({ from: planRef, plan: planRef, interval, price: micros, at: instant }),
    permission: WRITE,
    severity: "info",
    email: true,
    example: { from: PRO, plan: PRO, interval: "month", price: "29000000", at: AT },
  }),
  "plan.cancelled": event({
    meaning: "The plan was cancelled and ends later.",
    data: z.strictObject({ plan: planRef, next: planRef, endsAt: instant }),
    permission: WRITE,
    severity: "info",
    email: true,
    example: { plan: PRO, next: FREE, endsAt: AT },
  }),
  "plan.kept": event({
    meaning: "A scheduled change or cancellation was taken back.",
    data: z.strictObject({ plan: planRef, interval, renewsAt: instant }),
    permission: WRITE,
    severity: "info",
    email: true,
    example: { plan: PRO, interval: "month", renewsAt: AT },
  }),
  "plan.past_due": event({
    meaning: "A payment for the plan failed.",
    data: z.strictObject({ plan: planRef, next: planRef, price: micros, nextTry: instant.nullable() }),
    permission: WRITE,
    severity: "urgent",
    email: true,
    example: { plan: PRO, next: FREE, price: "29000000", nextTry: AT },
  }),
  "plan.paid": event({
    meaning: "The payment for the plan came after it had failed.",
    data: z.strictObject({ plan: planRef, price: micros, renewsAt: instant }),
    permission: WRITE,
    severity: "info",
    email: true,
    example: { plan: PRO, price: "29000000", renewsAt: AT },
  }),
  "plan.ended": event({
    meaning: "The plan ended, and no contract or other plan replaced it.",
    data: z.strictObject({ plan: planRef, next: planRef, why: z.enum(["cancelled", "unpaid", "set", "closed"]) }),
    permission: WRITE,
    severity: "warning",
    email: true,
    example: { plan: PRO, next: FREE, why: "unpaid" },
  }),
  "plan.terms_change": event({
    meaning: "The terms of the plan change at a later renewal.",
    data: z.strictObject({
      plan: planRef,
      at: instant,
      price: micros,
      interval,
      /** Each change is a sentence. */
      changes: z.array(z.string().min(1).max(1000)).max(50),
    }),
    permission: WRITE,
    severity: "warning",
    email: true,
    example: {
      plan: PRO,
      at: AT,
      price: "35000000",
      interval: "month",
      changes: ["Pro costs $35.00 a month, before $29.00 a month."],
    },
  }),
  "contract.started": event({
    meaning: "A contract started.",
    data: z.strictObject({ plan: planRef, endsAt: instant.nullable() }),
    permission: WRITE,
    severity: "info",
    email: true,
    example: { plan: { id: "enterprise", title: "Enterprise" }, endsAt: AT },
  }),
  "contract.ended": event({
    meaning: "A contract ended.",
    data: z.strictObject({ plan: planRef, next: planRef }),
    permission: WRITE,
    severity: "warning",
    email: true,
    example: { plan: { id: "enterprise", title: "Enterprise" }, next: FREE },
  }),
} as const;

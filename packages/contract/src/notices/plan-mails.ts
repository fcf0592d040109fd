import { z } from "zod";
import { about } from "./about.ts";
import { text } from "./events/values.ts";

const instant = z.iso.datetime();
const interval = z.enum(["month", "year"]);

/**
 * The mails about plans. They go to the people who may change the plan. Plans are titles, prices are text such as `$29.00`.
 * @source docs/rules.md#mails-about-plans
 */
export const PLAN_MAILS = {
  plan_started: z.strictObject({
    ...about,
    plan: text,
    interval,
    price: text,
    credit: text.nullable(),
    renewsAt: instant,
  }),
  plan_changed: z.strictObject({
    ...about,
    from: text,
    plan: text,
    interval,
    price: text,
    credit: text.nullable(),
    renewsAt: instant,
  }),
  plan_change_scheduled: z.strictObject({ ...about, from: text, plan: text, interval, price: text, at: instant }),
  plan_cancelled: z.strictObject({ ...about, plan: text, next: text, endsAt: instant }),
  /** A scheduled change or cancellation was taken back. */
  plan_kept: z.strictObject({ ...about, plan: text, interval, renewsAt: instant }),
  plan_past_due: z.strictObject({ ...about, plan: text, next: text, price: text, nextTry: instant.nullable() }),
  /** The payment came after it had failed. */
  plan_paid: z.strictObject({ ...about, plan: text, price: text, renewsAt: instant }),
  plan_ended: z.strictObject({
    ...about,
    plan: text,
    next: text,
    why: z.enum(["cancelled", "unpaid", "set", "closed"]),
  }),
  contract_started: z.strictObject({ ...about, plan: text, endsAt: instant.nullable() }),
  contract_ended: z.strictObject({ ...about, plan: text, next: text }),
  /** The terms change at a later renewal: each change is a sentence. */
  plan_terms_change: z.strictObject({
    ...about,
    plan: text,
    at: instant,
    price: text,
    interval,
    changes: z.array(z.string().min(1).max(1000)).max(50),
  }),
} as const;

/** A kind of mail about a plan. */
export type PlanMailKind = keyof typeof PLAN_MAILS;

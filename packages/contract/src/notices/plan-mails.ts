import { z } from "zod";
import { link, text } from "./values.ts";

const instant = z.iso.datetime();
const interval = z.enum(["month", "year"]);

/**
 * The values of each change of a plan. Plans are titles, prices are text such as `$29.00`.
 * @source docs/rules.md#mails-about-plans
 */
export const PLAN_NOTICES = {
  plan_started: z.strictObject({ plan: text, interval, price: text, credit: text.nullable(), renewsAt: instant }),
  plan_changed: z.strictObject({
    from: text,
    plan: text,
    interval,
    price: text,
    credit: text.nullable(),
    renewsAt: instant,
  }),
  plan_change_scheduled: z.strictObject({ from: text, plan: text, interval, price: text, at: instant }),
  plan_cancelled: z.strictObject({ plan: text, next: text, endsAt: instant }),
  /** A scheduled change or cancellation was taken back. */
  plan_kept: z.strictObject({ plan: text, interval, renewsAt: instant }),
  plan_past_due: z.strictObject({ plan: text, next: text, price: text, nextTry: instant.nullable() }),
  /** The payment came after it had failed. */
  plan_paid: z.strictObject({ plan: text, price: text, renewsAt: instant }),
  plan_ended: z.strictObject({ plan: text, next: text, why: z.enum(["cancelled", "unpaid", "set", "closed"]) }),
  contract_started: z.strictObject({ plan: text, endsAt: instant.nullable() }),
  contract_ended: z.strictObject({ plan: text, next: text }),
  /** The terms change at a later renewal: each change is a sentence. */
  plan_terms_change: z.strictObject({
    plan: text,
    at: instant,
    price: text,
    interval,
    changes: z.array(z.string().min(1).max(1000)).max(50),
  }),
} as const;

/** A kind of notice about a plan. */
export type PlanNoticeKind = keyof typeof PLAN_NOTICES;

/** A notice about a plan, without the names of the organization and its people. */
export type PlanNotice = {
  [Kind in PlanNoticeKind]: { readonly kind: Kind; readonly data: z.infer<(typeof PLAN_NOTICES)[Kind]> };
}[PlanNoticeKind];

/** What every mail about a plan has besides: `url` is the page of the plan, `null` if the process knows no address. */
const about = { organization: text, url: link.nullable() };

/** The mails about plans. They go to the people who may change the plan. */
export const PLAN_MAILS = {
  plan_started: PLAN_NOTICES.plan_started.extend(about),
  plan_changed: PLAN_NOTICES.plan_changed.extend(about),
  plan_change_scheduled: PLAN_NOTICES.plan_change_scheduled.extend(about),
  plan_cancelled: PLAN_NOTICES.plan_cancelled.extend(about),
  plan_kept: PLAN_NOTICES.plan_kept.extend(about),
  plan_past_due: PLAN_NOTICES.plan_past_due.extend(about),
  plan_paid: PLAN_NOTICES.plan_paid.extend(about),
  plan_ended: PLAN_NOTICES.plan_ended.extend(about),
  contract_started: PLAN_NOTICES.contract_started.extend(about),
  contract_ended: PLAN_NOTICES.contract_ended.extend(about),
  plan_terms_change: PLAN_NOTICES.plan_terms_change.extend(about),
} as const;

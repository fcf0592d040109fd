import type { z } from "zod";
import type { PLAN_EVENTS } from "../events/plan-events.ts";
import { dollars, type EventWords, opens } from "./words.ts";

type Words = {
  readonly [Kind in keyof typeof PLAN_EVENTS]: EventWords<z.infer<(typeof PLAN_EVENTS)[Kind]["data"]>>;
};

const page = opens("plan", "Open the plan");

/** The words of events about the plan. */
export const PLAN_WORDS: Words = {
  "plan.started": {
    title: "Plan started",
    says: ({ plan, price, interval }) => `${plan.title} started: ${dollars(price)} a ${interval}`,
    page,
  },
  "plan.changed": {
    title: "Plan changed",
    says: ({ from, plan, price, interval }) =>
      from.title === plan.title
        ? `${plan.title} is paid by the ${interval} now: ${dollars(price)}`
        : `Plan changed from ${from.title} to ${plan.title}: ${dollars(price)} a ${interval}`,
    page,
  },
  "plan.change_scheduled": {
    title: "Plan changes later",
    says: ({ from, plan, price, interval, at }, when) =>
      from.title === plan.title
        ? `${plan.title} is paid by the ${interval} from ${when(at)}: ${dollars(price)}`
        : `Plan changes from ${from.title} to ${plan.title} on ${when(at)}: ${dollars(price)} a ${interval}`,
    page,
  },
  "plan.cancelled": {
    title: "Plan cancelled",
    says: ({ plan, endsAt }, at) => `${plan.title} is cancelled and ends on ${at(endsAt)}`,
    page,
  },
  "plan.kept": {
    title: "Change of the plan taken back",
    says: ({ plan }) => `${plan.title} stays: the change was taken back`,
    page,
  },
  "plan.past_due": {
    title: "Payment for the plan failed",
    says: ({ plan, price, nextTry }, at) =>
      nextTry === null
        ? `Payment of ${dollars(price)} for ${plan.title} failed`
        : `Payment of ${dollars(price)} for ${plan.title} failed, next try on ${at(nextTry)}`,
    page,
  },
  "plan.paid": {
    title: "Payment for the plan came late",
    says: ({ plan, price }) => `Payment of ${dollars(price)} for ${plan.title} succeeded`,
    page,
  },
  "plan.ended": {
    title: "Plan ended",
    says: ({ plan, next }) => `${plan.title} has ended, the plan is ${next.title} now`,
    page,
  },
  "plan.terms_change": {
    title: "Terms of the plan change",
    says: ({ plan, at, price, interval }, when) =>
      `The terms of ${plan.title} change on ${when(at)}: ${dollars(price)} a ${interval} then`,
    page,
  },
  "contract.started": {
    title: "Contract started",
    says: ({ plan, endsAt }, at) =>
      `The contract is in force with the plan ${plan.title}${endsAt === null ? "" : ` until ${at(endsAt)}`}`,
    page,
  },
  "contract.ended": {
    title: "Contract ended",
    says: ({ next }) => `The contract has ended, the plan is ${next.title} now`,
    page,
  },
};

import type { Catalog } from "@scrip/domain/catalog";
import {
  cardNumber,
  flag,
  instant,
  key,
  known,
  list,
  money,
  number,
  type Optional,
  oneOf,
  optional,
  orNull,
  type ReadValue,
  someMoney,
  text,
  thousandths,
  whole,
} from "./values.ts";

/** The names that a catalog has, which steps may use. */
export interface Names {
  readonly plans: readonly string[];
  readonly resources: readonly string[];
  readonly entitlements: readonly string[];
}

export function namesOf(catalog: Catalog): Names {
  return {
    plans: catalog.planOrder,
    resources: Object.keys(catalog.resources),
    entitlements: Object.keys(catalog.entitlements),
  };
}

/** Whose step it is. */
export type Subject = "organization" | "platform" | "either";

/** Every state that `plans.get` answers and a result shows. */
const PLAN_STATES = ["none", "active", "changing", "ending", "past_due", "contract"] as const;

/** How a job ends. `failed` is a failure by the user's fault, as in a trace. */
const JOB_ENDS = ["completed", "cancelled", "failed", "failed_by_user", "failed_by_platform"] as const;

const SOURCES = ["signup", "plan", "purchase", "auto_topup", "code", "adjustment", "contract", "refund"] as const;

/** The ledger's limits: a million units, a hundred years. */
const MOST_UNITS = 1_000_000;
const MOST_HOURS = 876_000;
const MOST_DAYS = 36_500;
const MOST_QUANTITY = 1_000_000_000;

/**
 * The fields of each kind of step, in the order in which a missing one is named.
 * @source docs/scenarios.md#steps
 */
export function stepFields(names: Names) {
  const plan = known("a plan", names.plans);
  const resource = known("a resource", names.resources);
  const entitlement = known("an entitlement", names.entitlements);
  const interval = oneOf("month", "year");
  const id = text();
  const payment = { id, amount: optional(money) };
  const counted = { entitlement, count: optional(whole(1)) };
  return {
    create: {},
    subscribe: { plan, interval, card: optional(cardNumber), id: optional(id) },
    change: { plan: optional(plan), interval: optional(interval) },
    cancel: {},
    undo: {},
    card: { number: cardNumber },
    purchase: { amount: money, id: optional(id) },
    auto_topup: {
      on: flag,
      threshold: optional(money),
      amount: optional(money),
      target: optional(money),
      perDay: optional(money),
      perMonth: optional(money),
    },
    grant: {
      source: oneOf(...SOURCES),
      amount: money,
      kind: optional(oneOf("promotional", "paid")),
      days: optional(whole(0, MOST_DAYS)),
      expiresAt: optional(instant),
      key: optional(text()),
    },
    redeem: { code: text() },
    campaign: {
      code: text(),
      amount: someMoney,
      days: optional(whole(1, MOST_DAYS)),
      until: optional(instant),
      uses: optional(whole(1)),
      perOrg: optional(whole(1)),
      plans: optional(list(plan)),
    },
    charge: {
      amount: money,
      resource: optional(resource),
      key: optional(key),
      onShortfall: optional(oneOf("refuse", "owe")),
    },
    job: {
      ref: text(),
      resource,
      hours: number(0, MOST_HOURS),
      units: optional(thousandths(MOST_UNITS)),
      epochs: optional(whole(1)),
      mode: optional(oneOf("epochs", "timed")),
      end: optional(oneOf(...JOB_ENDS)),
    },
    endpoint: {
      ref: text(),
      resource,
      run: oneOf("start", "stop"),
      units: optional(thousandths(MOST_UNITS)),
    },
    storage: { gb: number(0, MOST_QUANTITY), volume: optional(text()) },
    usage: {
      resource,
      quantity: number(0, MOST_QUANTITY),
      id,
      eventAt: optional(instant),
      corrects: optional(id),
    },
    use: counted,
    free: counted,
    refund: payment,
    dispute: payment,
    dispute_won: payment,
    dispute_lost: payment,
    end: {},
    expect: {
      available: optional(money),
      reserved: optional(money),
      owed: optional(money),
      plan: optional(plan),
      state: optional(oneOf(...PLAN_STATES)),
      grants: optional(whole(0)),
      refused: optional(orNull(text())),
      attempts: optional(whole(0)),
      invoices: optional(whole(0)),
    },
  };
}

export type StepFields = ReturnType<typeof stepFields>;
export type Do = keyof StepFields;

/** Steps that concern no organization, or all of them if none is named. Every other step names its organization. */
export const SUBJECTS: Readonly<Partial<Record<Do, Subject>>> = { campaign: "platform", end: "either" };

type Required<F> = { [K in keyof F as F[K] extends ReadValue<unknown> ? K : never]: F[K] };
type Left<F> = { [K in keyof F as F[K] extends ReadValue<unknown> ? never : K]: F[K] };

/** The values of the fields of one kind of step. */
export type Values<F> = {
  readonly [K in keyof Required<F>]: Required<F>[K] extends ReadValue<infer Value> ? Value : never;
} & { readonly [K in keyof Left<F>]?: Left<F>[K] extends Optional<infer Value> ? Value : never };

import type { ServiceCall } from "@scrip/contract/service-calls";
import { type AmountsIn, EACH, MICROS, NANOS } from "./amounts.ts";
import type { KindOf, ProcedureName, WireAnswer, WireInput } from "./wire.ts";

/** What the client has to know about a procedure while it runs; the compiler checks it against the router. */
interface Procedure<P extends ProcedureName> {
  readonly kind: KindOf<P>;
  /** Whether it takes an idempotency key. */
  readonly keyed: WireInput<P> extends { idempotencyKey: string } ? true : false;
  readonly amounts: AmountsIn<WireAnswer<P>>;
}

const balance = { available: MICROS, reserved: MICROS, owed: MICROS } as const;

const hold = {
  kind: "mutation",
  keyed: true,
  amounts: { balance, open: MICROS, charged: MICROS, released: MICROS },
} as const;

const job = {
  kind: "mutation",
  keyed: true,
  amounts: {
    balance,
    missing: MICROS,
    budget: { cap: MICROS, used: MICROS, asked: MICROS },
    charged: MICROS,
    chargedTotal: MICROS,
    held: MICROS,
    becameOwed: MICROS,
  },
} as const;

const endpoint = {
  kind: "mutation",
  keyed: true,
  amounts: { balance, rateNanos: NANOS, missing: MICROS, charged: MICROS, chargedTotal: MICROS, becameOwed: MICROS },
} as const;

const shape = { tiers: { rateNanos: NANOS }, perPackage: MICROS, minimum: MICROS } as const;

const endpointAmounts = {
  rateNanos: NANOS,
  priceShape: shape,
  missing: MICROS,
  charged: MICROS,
  accrued: MICROS,
  perHour: MICROS,
} as const;

const contractAmounts = {
  rates: { [EACH]: NANOS },
  priceShapes: { [EACH]: shape },
  credits: { amount: MICROS },
} as const;

const planAmounts = {
  price: MICROS,
  period: { price: MICROS },
  scheduled: { price: MICROS },
  nextGrant: { amount: MICROS },
  pending: { price: MICROS },
  contract: contractAmounts,
  periods: { price: MICROS },
} as const;

const plan = { kind: "mutation", keyed: true, amounts: planAmounts } as const;

/** Every procedure that the client calls: those that the contract lists for services. */
export const PROCEDURES = {
  "organizations.create": { kind: "mutation", keyed: true, amounts: {} },
  // A clock never goes back, so both are safe to repeat without a key.
  "clocks.create": { kind: "mutation", keyed: false, amounts: {} },
  "clocks.advance": { kind: "mutation", keyed: false, amounts: {} },
  "clocks.next": { kind: "query", keyed: false, amounts: {} },
  "plans.get": { kind: "query", keyed: false, amounts: planAmounts },
  "plans.subscribe": plan,
  "plans.change": plan,
  "plans.cancel": plan,
  "plans.undo": plan,
  "contracts.create": { kind: "mutation", keyed: true, amounts: contractAmounts },
  "contracts.end": { kind: "mutation", keyed: true, amounts: contractAmounts },
  "contracts.list": { kind: "query", keyed: false, amounts: { contracts: contractAmounts } },
  "grants.create": { kind: "mutation", keyed: true, amounts: { balance, amount: MICROS, paidDebt: MICROS } },
  "grants.cancel": { kind: "mutation", keyed: true, amounts: { balance, amount: MICROS } },
  "grants.list": {
    kind: "query",
    keyed: false,
    amounts: {
      grants: { amount: MICROS, available: MICROS, held: MICROS, spent: MICROS, expired: MICROS, revoked: MICROS },
    },
  },
  "holds.place": hold,
  "holds.settle": hold,
  "holds.release": hold,
  "holds.void": hold,
  "charges.create": { kind: "mutation", keyed: true, amounts: { balance, charged: MICROS, becameOwed: MICROS } },
  "charges.refund": { kind: "mutation", keyed: true, amounts: { balance, forgiven: MICROS, refunded: MICROS } },
  "grants.revoke": {
    kind: "mutation",
    keyed: true,
    amounts: { balance, revoked: MICROS, held: MICROS, lapsed: MICROS, paid: MICROS, becameOwed: MICROS },
  },
  "grants.reinstate": {
    kind: "mutation",
    keyed: true,
    amounts: { balance, forgiven: MICROS, held: MICROS, reinstated: MICROS, refunded: MICROS },
  },
  "debts.forgive": { kind: "mutation", keyed: true, amounts: { balance, forgiven: MICROS, open: MICROS } },
  "jobs.estimate": {
    kind: "query",
    keyed: false,
    amounts: {
      price: MICROS,
      rateNanos: NANOS,
      priceShape: shape,
      hold: MICROS,
      required: MICROS,
      spendable: MICROS,
      missing: MICROS,
      paidBy: { amount: MICROS },
      lapsing: MICROS,
    },
  },
  "jobs.whatIf": {
    kind: "query",
    keyed: false,
    amounts: {
      price: MICROS,
      rateNanos: NANOS,
      priceShape: shape,
      hold: MICROS,
      required: MICROS,
      spendable: MICROS,
      missing: MICROS,
      charged: MICROS,
      becameOwed: MICROS,
      pause: { missing: MICROS, budget: { cap: MICROS, used: MICROS, asked: MICROS } },
      paidBy: { amount: MICROS },
      lapsing: MICROS,
      alerts: { cap: MICROS, used: MICROS, asked: MICROS },
      cheaper: { rateNanos: NANOS, priceShape: shape, price: MICROS, saved: MICROS },
      runway: { perHour: MICROS },
    },
  },
  "jobs.start": job,
  "jobs.settleEpoch": job,
  "jobs.complete": job,
  "jobs.cancel": job,
  "jobs.fail": job,
  "jobs.resume": job,
  "jobs.get": {
    kind: "query",
    keyed: false,
    amounts: { rateNanos: NANOS, priceShape: shape, charged: MICROS, hold: { open: MICROS } },
  },
  "endpoints.start": endpoint,
  "endpoints.scale": endpoint,
  "endpoints.stop": endpoint,
  "endpoints.get": { kind: "query", keyed: false, amounts: endpointAmounts },
  "endpoints.list": { kind: "query", keyed: false, amounts: { endpoints: endpointAmounts } },
  "endpoints.sum": {
    kind: "query",
    keyed: false,
    amounts: { charged: MICROS, accrued: MICROS, perHour: MICROS },
  },
  "storage.set": { kind: "mutation", keyed: true, amounts: { balance } },
  "storage.get": { kind: "query", keyed: false, amounts: {} },
  "storage.list": { kind: "query", keyed: false, amounts: {} },
  "storage.sum": {
    kind: "query",
    keyed: false,
    amounts: {
      resources: {
        rate: NANOS,
        priceShape: shape,
        used: MICROS,
        booked: MICROS,
        byEnd: MICROS,
        days: { amount: MICROS },
        projects: { amount: MICROS },
      },
    },
  },
  // Each event has a key of its own, so a repeated report changes nothing.
  "usage.report": {
    kind: "mutation",
    keyed: false,
    amounts: {
      results: { charged: MICROS, becameOwed: MICROS, forgiven: MICROS, refunded: MICROS, balance },
    },
  },
  "usage.list": { kind: "query", keyed: false, amounts: { events: { charged: MICROS } } },
  "entitlements.check": { kind: "query", keyed: false, amounts: {} },
  "entitlements.list": { kind: "query", keyed: false, amounts: {} },
  "entitlements.use": { kind: "mutation", keyed: true, amounts: {} },
  "entitlements.release": { kind: "mutation", keyed: true, amounts: {} },
  "budgets.list": {
    kind: "query",
    keyed: false,
    amounts: { budgets: { cap: MICROS, used: MICROS, held: MICROS } },
  },
  // The same budget again changes nothing, so both are safe to repeat without a key.
  "budgets.set": { kind: "mutation", keyed: false, amounts: {} },
  "budgets.remove": { kind: "mutation", keyed: false, amounts: {} },
  "codes.redeem": { kind: "mutation", keyed: true, amounts: { amount: MICROS } },
  "balance.get": { kind: "query", keyed: false, amounts: { ...balance, expiring: MICROS } },
  "entries.list": {
    kind: "query",
    keyed: false,
    amounts: { entries: { asked: MICROS, balance, postings: { amount: MICROS } } },
  },
  "ledger.verify": { kind: "query", keyed: false, amounts: {} },
} as const satisfies { readonly [P in ServiceCall]: Procedure<P> };

/** The procedures of this client. */
export type Called = keyof typeof PROCEDURES;

/** Procedures of the platform: they are not about one organization. */
const OF_PLATFORM = ["organizations.create", "ledger.verify"] as const satisfies readonly Called[];

/** The procedures of the surface: each is about one organization. */
export type OfOrganization = Exclude<Called, (typeof OF_PLATFORM)[number]>;

/** Whether a procedure is about one organization. */
export function isOfOrganization(name: Called): name is OfOrganization {
  return !(OF_PLATFORM as readonly Called[]).includes(name);
}

import { usd } from "@scrip/domain/money";
import type { Organization } from "../organization.ts";
import { DAY_MS, HOUR_MS, type Step, step } from "./step.ts";

type GrantTerms = Omit<Parameters<Organization["grants"]["create"]>[0], "businessKey" | "idempotencyKey" | "org">;

/** Months of the plan that are scheduled ahead. */
const PLAN_MONTHS = 12;
/** Automatic top-ups: below this much available credit, this much is bought. */
const THRESHOLD = usd("300.00");
const TOP_UP = usd("500.00");

/** The steps of credit on a day: the plan, purchases, codes, corrections, and automatic top-ups. */
export function creditOfDay(day: number, since: Date): Step[] {
  const at = (days: number): Date => new Date(since.getTime() + days * DAY_MS);
  return [...begin(day, at), ...purchases(day), ...promotions(day, at), ...corrections(day, at), ...topUp(day)];
}

function grant(atMs: number, name: string, terms: GrantTerms): Step {
  return step(atMs, name, (org, idempotencyKey) => org.grants.create({ ...terms, businessKey: name, idempotencyKey }));
}

/** The signup, and the plan of a year: its first month at once, and the others scheduled for the ledger to issue. */
function begin(day: number, at: (days: number) => Date): Step[] {
  if (day === 0) return [grant(0, "signup", { source: "signup", amount: usd("5.00"), expiresAt: at(30) })];
  if (day !== 1) return [];
  return Array.from({ length: PLAN_MONTHS }, (_, month) => {
    const from = 1 + 30 * month;
    const later = month > 0 && { effectiveAt: at(from) };
    const terms = { source: "plan", amount: usd("20.00"), ...later, expiresAt: at(from + 30) } as const;
    return grant(DAY_MS, `plan-${month + 1}`, terms);
  });
}

function purchases(day: number): Step[] {
  const amount = new Map([
    [1, usd("500.00")],
    [16, usd("1000.00")],
  ]).get(day);
  if (amount === undefined) return [];
  return [grant(day * DAY_MS, `purchase-${day}`, { source: "purchase", amount })];
}

/** A code for a weekend, each month. `monitor` uses most of it, and the rest expires. */
function promotions(day: number, at: (days: number) => Date): Step[] {
  if (day % 28 !== 26) return [];
  const terms = { source: "code", amount: usd("60.00"), expiresAt: at(day + 2) } as const;
  return [grant(day * DAY_MS, `code-weekend-${day}`, terms)];
}

/** An export each Friday, the refund of one of them, credit for an outage, and a hold for work that does not come. */
function corrections(day: number, at: (days: number) => Date): Step[] {
  const noonMs = day * DAY_MS + 12 * HOUR_MS;
  const exported = (org: Organization, ofDay: number) => {
    const names = { source: "demo", id: `export-${ofDay}`, resource: "export", project: "perception", member: "dina" };
    return org.usage.report({ events: [{ ...names, quantity: "50" }] });
  };
  const steps: Step[] = [];
  if (day % 7 === 4) steps.push(step(noonMs, `export-${day}`, (org) => exported(org, day)));
  if (day === 19)
    steps.push(
      step(noonMs, `refund-${day}`, async (org, idempotencyKey) => {
        // The same event returns the charge that was made the day before.
        const { results } = await exported(org, 18);
        return org.charges.refund({ charge: results[0]?.charge ?? "", amount: usd("2.50"), idempotencyKey });
      }),
    );
  if (day === 25)
    steps.push(
      grant(noonMs, "adjustment-outage", { source: "adjustment", amount: usd("30.00"), expiresAt: at(day + 60) }),
    );
  if (day % 14 === 6 || day === 41)
    steps.push(
      step(noonMs, `reservation-${day}`, (org, idempotencyKey) =>
        org.holds.place({ amount: usd("25.00"), ttlSeconds: 3 * 86_400, idempotencyKey }),
      ),
    );
  return steps;
}

/** Buys credit when little is available, as automatic top-ups do. The day is the key, so a day has at most one. */
function topUp(day: number): Step[] {
  if (day < 3) return [];
  return [
    step(day * DAY_MS + 9 * HOUR_MS, `top-up-${day}`, async (org, idempotencyKey) => {
      const { available } = await org.balance.get();
      if (available >= THRESHOLD) return;
      const businessKey = `auto-topup-${day}`;
      await org.grants.create({ source: "auto_topup", amount: TOP_UP, businessKey, idempotencyKey });
    }),
  ];
}

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { startOfMonth } from "../../time/index.ts";
import { type Outcome, PlanLife, type Step } from "./a-plan-life.test-support.ts";
import { PLAN_STATES, PLAN_TRANSITIONS, type PlanTransition, RETRY_DAYS } from "./index.ts";

const DAY_MS = 86_400_000;

type Action =
  | { readonly do: "subscribe"; readonly plan: string; readonly interval: "month" | "year" }
  | { readonly do: "change"; readonly plan?: string; readonly interval?: "month" | "year" }
  | { readonly do: "cancel" | "undo" | "startContract" | "endContract" | "advanceToNext" }
  | { readonly do: "set"; readonly plan: string }
  | { readonly do: "advance"; readonly days: number };

const plan = fc.constantFrom("free", "pro", "team", "enterprise");
const interval = fc.constantFrom("month", "year");
const anAction: fc.Arbitrary<Action> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("subscribe"), plan: fc.constantFrom("pro", "team"), interval }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("change"), plan, interval }, { requiredKeys: ["do", "plan"] }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("change"), interval }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom("cancel", "undo") }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("startContract", "endContract") }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("set"), plan }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("advanceToNext") }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("advance"), days: fc.constantFrom(0, 0.001, 1, 2, 5, 14, 31, 200) }),
  },
);

const aLife = fc.record({
  from: fc.integer({ min: Date.UTC(2027, 0, 1), max: Date.UTC(2028, 11, 31) }),
  actions: fc.array(anAction, { minLength: 5, maxLength: 60 }),
  outcomes: fc.infiniteStream(fc.constantFrom<Outcome[]>("paid", "declined", "unknown")),
});

type Life = typeof aLife extends fc.Arbitrary<infer T> ? T : never;

function play({ from, actions, outcomes }: Life): PlanLife {
  const life = new PlanLife(from, () => outcomes.next().value ?? "paid");
  for (const action of actions) {
    if (action.do === "subscribe") life.subscribe(action.plan, action.interval);
    else if (action.do === "change") life.change(action);
    else if (action.do === "set") life.set(action.plan);
    else if (action.do === "advance") life.advance(life.now + action.days * DAY_MS);
    else life[action.do]();
  }
  return life;
}

const edge = ({ from, event, to }: Step | PlanTransition): string => `${from} ${event} ${to}`;

describe("the state machine of plans", () => {
  it("has every step that the rules take, and no other", () => {
    const known = new Set(PLAN_TRANSITIONS.map(edge));
    const taken = new Set<string>();
    fc.assert(
      fc.property(aLife, (terms) => {
        for (const step of play(terms).steps) {
          expect(known).toContain(edge(step));
          taken.add(edge(step));
        }
      }),
      { seed: 15, numRuns: 3_000 },
    );
    expect([...known].filter((each) => !taken.has(each))).toEqual([]);
  });

  it("names each way from a state once", () => {
    const ways = PLAN_TRANSITIONS.map(({ from, event, when }) => `${from} ${event} ${when}`);
    expect(new Set(ways).size).toBe(ways.length);
    expect(new Set(PLAN_TRANSITIONS.flatMap(({ from, to }) => [from, to]))).toEqual(new Set(Object.keys(PLAN_STATES)));
  });
});

describe("L26 the periods of a subscription", () => {
  it("tile from its anchor, and only the last one may end early", () => {
    fc.assert(
      fc.property(aLife, (terms) => {
        const life = play(terms);
        for (const periods of life.periods.values()) {
          const anchor = periods[0]?.startsAt ?? 0;
          expect(periods.map(({ startsAt }) => startsAt)).toEqual(
            periods.map(({ month }) => startOfMonth(anchor, month)),
          );
          expect(periods.slice(0, -1).map(({ month, months, endsAt }) => [month + months, endsAt])).toEqual(
            periods.slice(1).map(({ month, startsAt }) => [month, startsAt]),
          );
          const last = periods.at(-1);
          expect(last?.endsAt).toBeLessThanOrEqual(startOfMonth(anchor, (last?.month ?? 0) + (last?.months ?? 0)));
        }
      }),
    );
  });
});

describe("L25 the credit of months", () => {
  it("comes once for each paid month, never after a cancellation, and lapses 30 days from its due instant", () => {
    fc.assert(
      fc.property(aLife, (terms) => {
        const life = play(terms);
        const months = life.credits.map(({ subscription, month }) => `${subscription} ${month}`);
        expect(new Set(months).size).toBe(months.length);
        for (const subscription of [...life.ended, ...(life.subscription === null ? [] : [life.subscription])]) {
          const { id, anchor, skippedMonths, nextMonth } = subscription;
          const periods = life.periods.get(id) ?? [];
          const came = new Map(life.credits.flatMap((each) => (each.subscription === id ? [[each.month, each]] : [])));
          for (let month = 0; month < nextMonth; month += 1) {
            const period = periods.find((each) => each.month <= month && month < each.month + each.months);
            const dueAt = startOfMonth(anchor, month);
            const effectiveAt = period?.failedAt == null ? dueAt : Math.max(dueAt, period.paidAt ?? 0);
            const isLeftOut = skippedMonths.includes(month) || period?.paidAt == null;
            const wanted = { effectiveAt, expiresAt: dueAt + 30 * DAY_MS };
            const found = came.get(month);
            const times = found && { effectiveAt: found.effectiveAt, expiresAt: found.expiresAt };
            expect(times).toEqual(isLeftOut ? undefined : wanted);
          }
          expect([...came.keys()].every((month) => month < nextMonth)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("a payment that fails", () => {
  it("is tried again 1, 3 and 7 days after the first failure; then the subscription ends", () => {
    const from = Date.UTC(2027, 5, 2);
    const tries: number[] = [];
    const life = new PlanLife(from, () => {
      tries.push(life.now);
      return tries.length === 1 ? "paid" : "declined";
    });
    life.subscribe("pro", "month");
    const renewal = startOfMonth(from, 1);
    life.advance(renewal + 6 * DAY_MS);
    expect([life.state, life.credits.length]).toEqual(["past_due", 1]);
    life.advance(renewal + 20 * DAY_MS);
    expect(tries.slice(1)).toEqual([0, ...RETRY_DAYS].map((days) => renewal + days * DAY_MS));
    expect([life.state, life.credits.length, life.ended[0]?.endReason]).toEqual(["none", 1, "unpaid"]);
  });

  it("and then succeeds leaves the period where it was; its credit is effective then, for the rest of 30 days", () => {
    const from = Date.UTC(2027, 5, 2);
    let tries = 0;
    const life = new PlanLife(from, () => {
      tries += 1;
      return tries === 2 || tries === 3 ? "declined" : "paid";
    });
    life.subscribe("pro", "month");
    const renewal = startOfMonth(from, 1);
    life.advance(renewal + 4 * DAY_MS);
    expect(life.state).toBe("active");
    expect(life.credits[1]).toMatchObject({
      effectiveAt: renewal + 3 * DAY_MS,
      expiresAt: renewal + 30 * DAY_MS,
      at: renewal + 3 * DAY_MS,
    });
    expect(life.subscription?.period).toMatchObject({ startsAt: renewal, endsAt: startOfMonth(from, 2) });
  });
});

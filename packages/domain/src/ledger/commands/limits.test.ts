import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tiered } from "../../catalog/index.ts";
import { MAX_AMOUNT, MAX_BALANCE } from "../../money/index.ts";
import { type CommandInput, DAY, HOUR, LedgerInMemory } from "../ledger-in-memory.test-support.ts";
import { estimateJob } from "../outlook/estimate-job.ts";
import { priceBook } from "../state/price-book.ts";
import { totalOf } from "../state/state.ts";
import type { StartJob } from "./command.ts";

const YEAR = 365 * DAY;
/** H100s for almost a million dollars an hour. */
const UNITS_MILLI = 250_000_000;
const PRICE_PER_HOUR = 997_500_000_000n;
const BOOK = priceBook(1, tiered);
const DEBT = { kind: "charge", amount: MAX_AMOUNT, onShortfall: "owe" } as const;

/** An organization with grants of the largest amount. */
function withCredit(grants: number): LedgerInMemory {
  const ledger = new LedgerInMemory();
  for (let n = 0; n < grants; n += 1) ledger.run({ kind: "issueGrant", amount: MAX_AMOUNT });
  return ledger;
}

/** An organization that owes debts of the largest amount. */
function inDebt(debts: number): LedgerInMemory {
  const ledger = new LedgerInMemory();
  for (let n = 0; n < debts; n += 1) ledger.run(DEBT);
  return ledger;
}

/** A ledger in the same state, which changes apart from the other one. */
function copyOf({ state, now, ids }: LedgerInMemory): LedgerInMemory {
  return Object.assign(new LedgerInMemory(BOOK, structuredClone(state)), { now, ids });
}

const dear = (ref: string, more: Partial<CommandInput<"startJob">> = {}) =>
  ({ kind: "startJob", ref, unitsMilli: UNITS_MILLI, next: { untilMs: HOUR }, ...more }) as const;

describe("the price of a job", () => {
  it("is capped at the limit by a settle, which answers stop; the job can still be ended, and owes no more", () => {
    const ledger = withCredit(1);
    for (let n = 1; n <= 11; n += 1) {
      ledger.now += 1;
      const start = ledger.now;
      ledger.run({ kind: "issueGrant", amount: MAX_AMOUNT });
      ledger.run(dear(`job ${n}`));
      ledger.now = start + Math.floor(99.9 * YEAR);
      const late = { ref: `job ${n}`, quantityMs: ledger.now - start } as const;
      const settled = ledger.run({ kind: "settleEpoch", ...late, next: { untilMs: late.quantityMs + HOUR } });
      expect(settled).toMatchObject({ decision: "stop", reason: "price_above_limit", state: "paused", held: "0" });
      // Within the price of a millisecond of the limit.
      const rest = MAX_AMOUNT - BigInt(settled.chargedTotal);
      expect(rest >= 0n && rest <= PRICE_PER_HOUR / BigInt(HOUR)).toBe(true);
      const ended = ledger.run({ kind: "finishJob", ...late });
      expect(ended).toMatchObject({ state: "completed", charged: "0", chargedTotal: settled.chargedTotal });
      expect(ledger.charges.at(-2)).toMatchObject({ reportedMs: late.quantityMs });
      expect(ledger.charges.at(-2)?.chargeableMs).toBeLessThan(late.quantityMs);
    }
  });

  it.each(["completed", "cancelled", "failed"] as const)("is capped at the limit by the end %s", (end) => {
    const ledger = withCredit(2);
    ledger.run(dear("job"));
    ledger.now = YEAR;
    const ended = ledger.run({ kind: "finishJob", end, quantityMs: YEAR });
    expect(ended).toMatchObject({ state: end, decision: "stop", reason: "price_above_limit" });
    expect(BigInt(ended.chargedTotal)).toBeLessThanOrEqual(MAX_AMOUNT);
  });

  it("stops a job whose next epoch would pass the limit, and refuses its resume", () => {
    const ledger = withCredit(2);
    const lastMs = Number((MAX_AMOUNT * BigInt(HOUR)) / PRICE_PER_HOUR);
    ledger.run(dear("job", { next: { untilMs: lastMs - HOUR } }));
    ledger.now = lastMs - HOUR;
    const settle = { kind: "settleEpoch", ref: "job", quantityMs: ledger.now } as const;
    const stopped = ledger.run({ ...settle, next: { untilMs: lastMs + 2 } });
    expect(stopped).toMatchObject({ decision: "stop", reason: "price_above_limit", missing: null, held: "0" });
    const resume = { kind: "resumeJob", ref: "job" } as const;
    expect(ledger.refusal({ ...resume, next: { untilMs: lastMs + 2 } }).code).toBe("price_above_limit");
    expect(ledger.run({ ...resume, next: { untilMs: lastMs } }).decision).toBe("continue");
  });

  it.each<[name: string, start: Partial<CommandInput<"startJob">>]>([
    ["its first epoch", { next: { untilMs: YEAR } }],
    ["its estimate, timed", { mode: "timed", next: null, estimateMs: YEAR }],
    ["its estimate, in epochs", { estimateMs: YEAR }],
    ["its hour", { unitsMilli: 1_000_000_000 }],
  ])("above the limit in %s refuses the start, and the estimate agrees", (_name, start) => {
    const ledger = withCredit(3);
    const command = ledger.command(dear("job", start)) as StartJob;
    const { estimateMs, next } = command;
    const length = { estimateMs: estimateMs ?? next?.untilMs ?? 0, epochMs: HOUR, mostSteps: 500 };
    const request = { start: command, ...length, arrivals: [], lapsing: 0n };
    const context = { books: () => BOOK };
    const refused = ledger.refusal(command);
    expect(refused.code).toBe("price_above_limit");
    expect(estimateJob(ledger.state, request, 0, context)).toEqual(refused);
  });

  it("is within the limit at its last millisecond", () => {
    const lastMs = Number((MAX_AMOUNT * BigInt(HOUR)) / PRICE_PER_HOUR);
    const ledger = withCredit(2);
    expect(ledger.submit(dear("job", { next: { untilMs: lastMs } })).ok).toBe(true);
    expect(ledger.refusal(dear("other", { next: { untilMs: lastMs + 2 } })).code).toBe("price_above_limit");
  });

  it("L5 stops a job whose hold has reserved as much as a counter may count", () => {
    const ledger = withCredit(2);
    const longMs = 900 * HOUR;
    ledger.run(dear("job", { next: { untilMs: longMs } }));
    let answer = null;
    let rounds = 0;
    for (; rounds < 2400 && answer?.decision !== "stop"; rounds += 1) {
      const untilMs = rounds % 2 === 0 ? 1 : longMs;
      answer = ledger.run({ kind: "settleEpoch", ref: "job", quantityMs: 0, next: { untilMs } });
    }
    expect(answer).toMatchObject({ decision: "stop", reason: "balance_above_limit" });
    expect(rounds).toBeGreaterThan(2000);
    expect(ledger.run({ kind: "finishJob", ref: "job", quantityMs: 0 }).state).toBe("completed");
  }, 30_000);
});

describe("available, reserved and owed", () => {
  const refused = {
    code: "balance_above_limit",
    data: { total: String(MAX_BALANCE + 1n), limit: String(MAX_BALANCE) },
  };

  it("a grant beyond the limit is refused; the last micro-dollar within it is not", () => {
    const ledger = withCredit(999);
    ledger.run({ kind: "issueGrant", amount: MAX_AMOUNT - 1n });
    ledger.run({ kind: "placeHold", amount: MAX_AMOUNT });
    ledger.run({ kind: "issueGrant", amount: 1n });
    expect(ledger.refusal({ kind: "issueGrant", amount: 1n })).toMatchObject(refused);
    expect(ledger.refusal({ kind: "issueGrant", amount: 1n, effectiveAt: 5 })).toMatchObject(refused);
    // Credit that is used makes room.
    ledger.run({ kind: "charge", amount: 1n });
    ledger.run({ kind: "issueGrant", amount: 1n });
  });

  it("a charge that would leave a debt beyond the limit is refused; a grant pays debt and is not", () => {
    const ledger = inDebt(1000);
    expect(ledger.state.balance).toEqual({ available: 0n, reserved: 0n, owed: MAX_BALANCE });
    expect(ledger.refusal({ ...DEBT, amount: 1n })).toMatchObject(refused);
    ledger.run({ kind: "issueGrant", amount: MAX_AMOUNT });
    expect(ledger.state.balance.owed).toBe(MAX_BALANCE - MAX_AMOUNT);
  });

  it("a refund and a reinstatement beyond the limit are refused", () => {
    const ledger = withCredit(1000);
    const [grantId = ""] = ledger.state.grants.keys();
    ledger.run({ kind: "revokeGrant", grantId, amount: 5n });
    const { charge: chargeId } = ledger.run({ kind: "charge", amount: 5n });
    ledger.run({ kind: "issueGrant", amount: 10n });
    expect(ledger.refusal({ kind: "refundCharge", chargeId, amount: 1n })).toMatchObject(refused);
    expect(ledger.refusal({ kind: "reinstateGrant", grantId, amount: 1n })).toMatchObject(refused);
  });

  it("a scheduled grant without room is held back day by day, then issued, or it lapses", () => {
    const ledger = withCredit(999);
    const scheduled = [
      ledger.run({ kind: "issueGrant", amount: MAX_AMOUNT, effectiveAt: DAY }),
      ledger.run({ kind: "issueGrant", amount: MAX_AMOUNT, effectiveAt: DAY }),
      ledger.run({ kind: "issueGrant", amount: MAX_AMOUNT, effectiveAt: DAY, expiresAt: 2.5 * DAY }),
    ].map(({ grant }) => grant);
    const issue = (n: number) => {
      const decision = ledger.submit({ kind: "issueScheduled", grantId: scheduled[n] ?? "" });
      if (!decision.ok) throw new Error(decision.refusal.message);
      return [(decision.answer as { done: boolean }).done, decision.changes.due.map(({ dueAt }) => dueAt)];
    };
    ledger.now = DAY;
    expect(issue(0)).toEqual([true, [null]]);
    expect(issue(1)).toEqual([false, [2 * DAY]]);
    expect(issue(2)).toEqual([false, [2 * DAY]]);
    ledger.now = 2 * DAY + HOUR;
    expect(issue(1)).toEqual([false, [3 * DAY]]);
    expect(issue(2)).toEqual([false, [2.5 * DAY]]);
    ledger.now = 2.5 * DAY;
    expect(issue(2)).toEqual([true, [null]]);
    expect(ledger.entries.slice(-2).map(({ kind }) => kind)).toEqual(["grant_issued", "grant_expired"]);
    ledger.run({ kind: "charge", amount: MAX_AMOUNT });
    ledger.now = 3 * DAY;
    expect(issue(1)).toEqual([true, [null]]);
    expect(ledger.state.balance.available).toBe(MAX_BALANCE);
  });

  it("a running job is capped at the limit of the sums, stops, and can be ended", () => {
    const ledger = withCredit(1);
    ledger.run(dear("job", { next: { untilMs: HOUR / 6 } }));
    const room = () => MAX_BALANCE - totalOf(ledger.state.balance);
    while (room() > MAX_AMOUNT) ledger.run(DEBT);
    ledger.run({ ...DEBT, amount: room() - 1n });
    // The hold covers 10 of the 39 minutes, and leaves room for the debt of 10 more.
    ledger.now = 0.65 * HOUR;
    const late = { ref: "job", quantityMs: ledger.now } as const;
    const settled = ledger.run({ kind: "settleEpoch", ...late, next: { untilMs: 2 * HOUR } });
    expect(settled).toMatchObject({ decision: "stop", reason: "balance_above_limit", state: "paused" });
    expect(ledger.charges.at(-1)?.chargeableMs).toBe(HOUR / 3);
    expect(totalOf(ledger.state.balance)).toBeLessThanOrEqual(MAX_BALANCE);
    ledger.run({ kind: "finishJob", ...late });
    expect(totalOf(ledger.state.balance)).toBeLessThanOrEqual(MAX_BALANCE);
  });
});

it("no counter leaves the limits, and every job can be ended, whatever is sent near the limits", () => {
  const amount = fc.oneof(fc.bigInt(1n, 20n), fc.bigInt(MAX_AMOUNT - 20n, MAX_AMOUNT), fc.bigInt(1n, MAX_AMOUNT));
  const spanMs = fc.oneof(fc.integer({ min: 0, max: HOUR }), fc.constantFrom(1.4 * HOUR, 40 * DAY, YEAR, 100 * YEAR));
  const pick = fc.nat(10);
  const step = fc.oneof(
    fc.record({ kind: fc.constant("issueGrant" as const), amount, inMs: fc.constantFrom(0, 0, DAY), pick }),
    fc.record({
      kind: fc.constantFrom("charge", "placeHold", "revokeGrant", "reinstateGrant", "refundCharge"),
      amount,
      pick,
    }),
    fc.record({ kind: fc.constantFrom("settleHold", "voidHold", "issueScheduled", "expireHold"), amount, pick }),
    fc.record({ kind: fc.constantFrom("startJob", "settleEpoch", "finishJob", "resumeJob"), spanMs, pick }),
    fc.record({ kind: fc.constant("pass" as const), spanMs, pick }),
  );
  const bases = { credit: withCredit(999), debt: inDebt(999), nothing: withCredit(0) };
  const largest = 2n ** 63n;

  fc.assert(
    fc.property(
      fc.constantFrom(...(["credit", "debt", "nothing"] as const)),
      fc.array(step, { minLength: 10, maxLength: 60, size: "max" }),
      (base, steps) => {
        const ledger = copyOf(bases[base]);
        const nth = (ids: Iterable<string>, n: number) => [...ids].at(-1 - n) ?? "none";
        let jobs = 0;
        for (const each of steps) {
          const { state } = ledger;
          const before = totalOf(state.balance);
          const ref = `job ${each.pick % Math.max(1, jobs)}`;
          const job = [...state.jobs.values()].find((one) => one.ref === ref);
          const ran = job === undefined ? 0 : (job.pausedAt ?? ledger.now) - job.startedAt - job.pausedMs;
          if (each.kind === "pass") {
            ledger.now = Math.min(ledger.now + each.spanMs, 170 * YEAR);
            continue;
          }
          const named = {
            grantId: nth(each.kind === "issueScheduled" ? state.scheduled.keys() : state.grants.keys(), each.pick),
            chargeId: ledger.charges.at(-1 - each.pick)?.id ?? "none",
            holdId: nth(state.holds.keys(), each.pick),
            onShortfall: "owe",
            ref: each.kind === "startJob" ? `job ${jobs}` : ref,
            unitsMilli: UNITS_MILLI,
            quantityMs: ran,
          };
          if (each.kind === "startJob") jobs += 1;
          const terms = {
            ...each,
            ...named,
            ...("inMs" in each && each.inMs > 0 && { effectiveAt: ledger.now + each.inMs }),
            ...("spanMs" in each && { next: { untilMs: each.spanMs + (each.kind === "startJob" ? 0 : ran) } }),
          } as unknown as CommandInput;
          const decision = ledger.submit(terms);
          const known = decision.ok || decision.refusal.code !== "balance_above_limit" || !isOfJob(each.kind);
          expect(known, "a job's command is never refused for the sums").toBe(true);
          const total = totalOf(state.balance);
          expect(total <= MAX_BALANCE || total <= before, "the sums").toBe(true);
        }
        for (const { ref, state, startedAt, pausedAt, pausedMs } of ledger.state.jobs.values())
          if (state === "running" || state === "paused" || state === "silent")
            ledger.run({ kind: "finishJob", ref, quantityMs: (pausedAt ?? ledger.now) - startedAt - pausedMs });
        const { grants, debts, holds, jobs: all } = ledger.state;
        const rows = [
          ...grants.values(),
          ...debts.values(),
          ...all.values(),
          ...[...holds.values()].flatMap((h) => h.slices),
        ];
        const counters = rows.flatMap((row) => Object.values(row).filter((value) => typeof value === "bigint"));
        expect(counters.every((counter) => counter >= 0n && counter < largest)).toBe(true);
        for (const { amount } of ledger.charges) expect(amount <= MAX_AMOUNT).toBe(true);
        for (const { postings } of ledger.entries)
          for (const { amount } of postings) expect(amount <= MAX_AMOUNT).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);

function isOfJob(kind: string): boolean {
  return ["startJob", "settleEpoch", "finishJob", "resumeJob"].includes(kind);
}

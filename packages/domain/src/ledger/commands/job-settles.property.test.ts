import fc from "fast-check";
import { expect, it } from "vitest";
import { parseCatalog, tiered } from "../../catalog/index.ts";
import { parseRate } from "../../money/index.ts";
import { HOUR, LedgerInMemory } from "../ledger-in-memory.test-support.ts";

/** The price of `ms` of a job, independent of the rules' code: $3.99 an hour for one GPU, rounded down once. */
const price = (ms: number): bigint => (3_990_000n * BigInt(ms)) / BigInt(HOUR);

const quantity = fc.noBias(fc.integer({ min: 1, max: 6 * HOUR }));
// Often so small that it costs one micro-dollar or nothing.
const beyond = fc.oneof(quantity, fc.integer({ min: 1, max: 3 }));
const credit = fc.noBias(fc.bigInt({ min: 5_000_000n, max: 60_000_000n }));
const other = fc.noBias(fc.bigInt({ min: 1n, max: 4_000_000n }));

/** Starts a job next to an unrelated hold. @returns `null` if the job was not admitted */
function started(credit: bigint, held: number, other: bigint): LedgerInMemory | null {
  const ledger = new LedgerInMemory();
  ledger.run({ kind: "issueGrant", amount: credit });
  ledger.run({ kind: "placeHold", amount: other });
  return ledger.submit({ kind: "startJob", next: { untilMs: held } }).ok ? ledger : null;
}

const largest = (amount: bigint): bigint => (amount > 0n ? amount : 0n);

it("C9 a job that settles above its hold takes free credit, then owes the rest, and changes no other hold", () => {
  fc.assert(
    fc.property(credit, other, quantity, beyond, fc.boolean(), (credit, other, held, beyond, isEnd) => {
      const ledger = started(credit, held, other);
      fc.pre(ledger !== null);
      const done = held + beyond;
      ledger.now = done;
      const answer = isEnd
        ? ledger.run({ kind: "finishJob", quantityMs: done })
        : ledger.run({ kind: "settleEpoch", quantityMs: done, next: null });
      const missing = largest(price(done) - (credit - other));
      expect([answer.charged, answer.becameOwed]).toEqual([String(price(done)), String(missing)]);
      expect(answer.flags.includes("beyond_hold")).toBe(price(done) > price(held));
      const available = largest(credit - other - price(done));
      expect(ledger.state.balance).toEqual({ available, reserved: other, owed: missing });
    }),
    { numRuns: 150 },
  );
});

it("C10 a job that settles below its hold is charged its used time; the next epoch is held, the rest released", () => {
  const permille = fc.nat({ max: 1000 });
  fc.assert(
    fc.property(credit, other, quantity, permille, fc.option(permille), (credit, other, held, part, nextPart) => {
      const ledger = started(credit, held, other);
      fc.pre(ledger !== null);
      const done = Math.floor((held * part) / 1000);
      ledger.now = held;
      const untilMs = done + 1 + Math.floor(((held - done) * (nextPart ?? 0)) / 1000);
      const next = nextPart === null ? null : { untilMs };
      const answer = ledger.run({ kind: "settleEpoch", quantityMs: done, next });
      expect(answer).toMatchObject({ charged: String(price(done)), flags: [] });
      const reserved = other + (next === null ? 0n : price(untilMs) - price(done));
      expect(ledger.state.balance).toEqual({ available: credit - price(done) - reserved, reserved, owed: 0n });
    }),
    { numRuns: 150 },
  );
});

it("C11 a job that settles after its hold expired by silence is charged all its time, is flagged, and pauses", () => {
  fc.assert(
    fc.property(credit, other, quantity, quantity, fc.boolean(), (credit, other, held, late, isEnd) => {
      const ledger = started(credit, held, other);
      fc.pre(ledger !== null);
      const holdId = [...ledger.state.holds.values()].find((hold) => hold.jobId !== null)?.id ?? "";
      ledger.now = held + HOUR / 2;
      expect(ledger.run({ kind: "expireHold", holdId }).done).toBe(true);
      expect(ledger.state.balance).toEqual({ available: credit - other, reserved: other, owed: 0n });
      ledger.now += late;
      const answer = isEnd
        ? ledger.run({ kind: "finishJob", quantityMs: late })
        : ledger.run({ kind: "settleEpoch", quantityMs: late, next: { untilMs: late + HOUR } });
      const missing = largest(price(late) - (credit - other));
      expect([answer.charged, answer.becameOwed]).toEqual([String(price(late)), String(missing)]);
      expect(answer.flags).toEqual(price(late) > 0n ? ["after_silence", "beyond_hold"] : ["after_silence"]);
      expect(answer.decision).toBe(isEnd ? "stop" : "pause");
      const available = largest(credit - other - price(late));
      expect(ledger.state.balance).toEqual({ available, reserved: other, owed: missing });
    }),
    { numRuns: 150 },
  );
});

it("C14 a negative price is refused, in code and in parsed catalogs", () => {
  const digits = fc.tuple(fc.nat({ max: 9_999 }), fc.nat({ max: 999_999_999 }));
  const resources = Object.keys(tiered.resources);
  fc.assert(
    fc.property(digits, fc.constantFrom(...resources), ([whole, part], resource) => {
      const rate = `-${whole}.${String(part).padStart(9, "0")}`;
      expect(parseRate(rate)).toBe("negative");
      const changed = structuredClone(JSON.parse(JSON.stringify(tiered)));
      changed.resources[resource].rate = rate;
      const read = parseCatalog(changed);
      expect(read.ok).toBe(false);
      expect(JSON.stringify(read)).toContain("negative");
    }),
    { numRuns: 100 },
  );
});

it("C14 L19 a charge is never negative: a meter that goes back is refused and changes nothing", () => {
  fc.assert(
    fc.property(quantity, quantity, (one, two) => {
      const [less, more] = one < two ? [one, two] : [two, one];
      const ledger = started(60_000_000n, HOUR, 1n);
      fc.pre(ledger !== null && less < more);
      ledger.now = more;
      ledger.run({ kind: "settleEpoch", quantityMs: more, next: null });
      const before = structuredClone(ledger.state.balance);
      for (const kind of ["settleEpoch", "finishJob"] as const)
        expect(ledger.refusal({ kind, quantityMs: less }).code).toBe("quantity_goes_back");
      expect(ledger.state.balance).toEqual(before);
      expect(ledger.charges.every((charge) => charge.amount >= 0n)).toBe(true);
    }),
    { numRuns: 100 },
  );
});

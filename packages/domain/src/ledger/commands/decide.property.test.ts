import fc from "fast-check";
import { expect, it } from "vitest";
import { decideWithFirst } from "../first-rows.test-support.ts";
import { HOUR, LedgerInMemory, ORG } from "../ledger-in-memory.test-support.ts";
import { canonicalEntry } from "../state/canonical.ts";
import { causeId, type Entry } from "../state/entry.ts";
import type { Grant } from "../state/state.ts";
import { decide } from "./decide.ts";
import { amount, commandFor, type Step, step } from "./random-steps.test-support.ts";

/** Throws an error with the invariant's id; works in any branch, where lint forbids a conditional `expect`. */
function mustHold(invariant: string, holds: boolean): void {
  if (!holds) throw new Error(`${invariant} does not hold`);
}

const sum = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((total, each) => total + each, 0n);

/** Checks the invariants on the whole state, from the entries alone where possible. */
function expectSound(ledger: LedgerInMemory): void {
  const { state, entries } = ledger;
  const postings = entries.flatMap((entry) => entry.postings);
  const total = (from: string, to: string, of: (p: (typeof postings)[number]) => boolean = () => true) =>
    sum(postings.filter((p) => p.from === from && p.to === to && of(p)).map((p) => p.amount));

  for (const grant of state.grants.values()) {
    const { avail, held, spent, expired, revoked } = grant;
    expect(avail + held + spent + expired + revoked, "L1").toBe(grant.amount);
    for (const counter of [avail, held, spent, expired, revoked]) mustHold("L2", counter >= 0n);
    const mine = (p: { grantId: string | null }) => p.grantId === grant.id;
    expect(held, "L3").toBe(total("avail", "held", mine) - total("held", "avail", mine) - total("held", "spent", mine));
    expect(spent, "L3").toBe(total("avail", "spent", mine) + total("held", "spent", mine));
    const open = sum(
      [...state.holds.values()].flatMap((h) => h.slices.filter((s) => s.grantId === grant.id).map((s) => s.open)),
    );
    expect(held, "L5").toBe(open);
  }
  for (const hold of state.holds.values())
    for (const { reserved, open, settled, released } of hold.slices) {
      expect(reserved, "L5").toBe(open + settled + released);
      mustHold("L5", hold.state === "open" || open === 0n);
    }
  expect(state.balance.available, "L3").toBe(sum([...state.grants.values()].map((g) => g.avail)));
  expect(state.balance.reserved, "L3").toBe(sum([...state.grants.values()].map((g) => g.held)));
  const charged = sum(ledger.charges.map((charge) => charge.amount));
  const spent = sum([...state.grants.values()].map((g) => g.spent));
  const reversed = total("reversal", "owed");
  const forgiven = total("owed", "forgiven");
  expect(spent + state.balance.owed, "L6").toBe(charged + reversed - forgiven);
  expect(state.balance.owed, "L6").toBe(sum([...state.debts.values()].map((d) => d.open)));
  const refunds = [...state.grants.values()].filter((grant) => grant.refundOf !== undefined);
  const refunded = (id: string) =>
    sum(refunds.filter(({ refundOf }) => refundOf?.id === id).map((grant) => grant.amount));
  for (const { id, amount } of ledger.charges)
    mustHold("L19", refunded(id) + (state.debts.get(id)?.forgiven ?? 0n) <= amount);
  for (const grant of state.grants.values()) expectTakenBack(ledger, grant, refunded);
  for (const job of state.jobs.values()) {
    const legs = ledger.charges.filter((charge) => charge.jobId === job.id);
    expect(sum(legs.map((leg) => leg.amount)), "L19").toBe(
      (job.rate * BigInt(job.unitsMilli) * BigInt(job.chargeableMs)) / (3_600_000n * 1_000_000n),
    );
    expect(
      legs.every((leg, k) => leg.leg === k + 1 && (leg.reportedMs ?? 0) >= (legs[k - 1]?.reportedMs ?? 0)),
      "L20",
    ).toBe(true);
  }
  const spendable = sum(
    [...state.grants.values()].filter((g) => g.expiresAt === null || g.expiresAt > state.at).map((g) => g.avail),
  );
  mustHold("L31", state.balance.owed === 0n || spendable === 0n);
}

/**
 * Checks L23 of one grant: revoked, owed or still on hold is min(amount - lapsed unused, taken back). Debt that was
 * forgiven by itself may count twice: as a debt, and as reinstated by a later win.
 */
function expectTakenBack({ state, entries }: LedgerInMemory, grant: Grant, refunded: (id: string) => bigint): void {
  const debts = [...state.debts.values()].filter((debt) => debt.reversalOf === grant.id);
  const own = entries.filter(({ cause }) => causeId(cause) === grant.id);
  const asked = (kind: string) => sum(own.filter((entry) => entry.kind === kind).map((entry) => entry.asked ?? 0n));
  const back = sum(
    own
      .filter(({ kind }) => kind === "grant_reinstated")
      .flatMap((entry) => entry.postings.filter(({ to }) => to === "forgiven").map((posting) => posting.amount)),
  );
  const free = grant.expiresAt !== null && grant.expiresAt <= state.at ? 0n : grant.avail;
  const usable = free + grant.held + grant.spent + grant.revoked;
  const taken = asked("grant_revoked") - asked("grant_reinstated");
  const due = usable < taken ? usable : taken;
  const found = grant.revoked + grant.toRevoke + sum(debts.map(({ id, amount }) => amount - refunded(id))) - back;
  const writtenOff = sum(debts.map(({ forgiven }) => forgiven)) - back;
  mustHold("L23", due <= found && found <= due + writtenOff);
  mustHold("L23", grant.toRevoke >= 0n && grant.toRevoke <= grant.held && (grant.toRevoke === 0n || free === 0n));
  mustHold(
    "L23",
    debts.every(({ amount }) => amount <= grant.spent),
  );
  mustHold("L23", taken >= 0n && taken <= grant.amount);
}

/** Checks the invariants on the entries of one command. */
function expectSoundEntries(
  before: { seq: number; at: number },
  entries: readonly Entry[],
  grants: ReadonlyMap<string, Grant>,
): void {
  entries.forEach((entry, index) => {
    expect(entry.seq, "L7").toBe(before.seq + index + 1);
    mustHold("L10", entry.at >= before.at);
    mustHold("L4", entry.postings.length > 0 || entry.asked !== undefined || entry.cause.type === "scheduled");
    for (const posting of entry.postings) {
      mustHold("L4", posting.amount > 0n);
      expect(posting.holdId !== null, "L4").toBe(posting.from === "held" || posting.to === "held");
      const grant = posting.grantId === null ? undefined : grants.get(posting.grantId);
      if (grant !== undefined && posting.from === "avail" && (posting.to === "held" || posting.to === "spent"))
        mustHold("L15", grant.effectiveAt <= entry.at && (grant.expiresAt === null || entry.at < grant.expiresAt));
    }
    expect(JSON.parse(canonicalEntry(ORG, entry, { at: 0, key: null, told: null })), "L9").toHaveLength(13);
  });
}

/** Runs the steps, and checks every invariant after each command. */
function expectSoundSteps(steps: readonly Step[]): void {
  const ledger = new LedgerInMemory();
  for (const each of steps) {
    const command = commandFor(ledger, each);
    if (command === null) continue;
    const before = { seq: ledger.state.seq, at: ledger.state.at };
    const count = ledger.entries.length;
    const availBefore = new Map([...ledger.state.grants].map(([id, grant]) => [id, grant.avail]));
    const decision = ledger.submit(command);
    mustHold(
      "a refusal writes nothing",
      decision.ok || (ledger.state.seq === before.seq && ledger.state.at === before.at),
    );
    expectSoundEntries(before, ledger.entries.slice(count), ledger.state.grants);
    for (const grant of ledger.state.grants.values())
      if (grant.expiresAt !== null && grant.expiresAt <= ledger.state.at)
        mustHold("L18", grant.avail <= (availBefore.get(grant.id) ?? 0n));
    expectSound(ledger);
  }
}

it("L1 to L8, L10, L15, L18 to L20, L23, L31 hold after every command of any sequence", () => {
  fc.assert(fc.property(fc.array(step, { minLength: 1, maxLength: 80, size: "max" }), expectSoundSteps), {
    numRuns: 250,
  });
});

it("L6, L18, L23, L31 hold while the credit of two grants is held, spent, taken back, reinstated and lapses", () => {
  const grant = (lastsMs: number | null): Step => {
    return { do: "grant", amount: 20n, lastsMs, promotional: false, inMs: 0 };
  };
  const small = fc.bigInt({ min: 1n, max: 20n });
  const few = fc.nat({ max: 5 });
  const about: fc.Arbitrary<Step> = fc.oneof(
    fc.record({ do: fc.constant("hold" as const), amount: small, ttlMs: fc.constant(null) }),
    fc.record({
      do: fc.constantFrom("settle" as const, "settle" as const, "release" as const),
      pick: few,
      amount: small,
      close: fc.boolean(),
    }),
    fc.record({ do: fc.constantFrom("void" as const, "expireGrant" as const), pick: few }),
    fc.record({ do: fc.constant("charge" as const), amount: small, owe: fc.boolean() }),
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constantFrom(...(["revoke", "revoke", "reinstate", "reinstate", "forgive", "refund"] as const)),
        pick: few,
        amount: small,
      }),
    },
    fc.record({ do: fc.constant("pass" as const), ms: fc.constantFrom(HOUR / 4, HOUR) }),
  );
  const life = fc.array(about, { minLength: 4, maxLength: 40, size: "max" });
  fc.assert(
    fc.property(life, (steps) => expectSoundSteps([grant(HOUR), grant(null), ...steps])),
    { numRuns: 500 },
  );
});

it("L16, L17 decides the same with the first open grants and debts, and more of them if it asks, as with all", () => {
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 1, maxLength: 80, size: "max" }),
      fc.array(fc.bigInt({ min: 1n, max: 900_000n }), { maxLength: 20 }),
      fc.integer({ min: 1, max: 4 }),
      (steps, smallGrants, first) => {
        const ledger = new LedgerInMemory(undefined, undefined, (state, command, now, context) => {
          const decision = decide(state, command, now, context);
          expect(decideWithFirst(state, command, now, context, first).decision).toEqual(decision);
          return decision;
        });
        for (const [n, amount] of smallGrants.entries())
          ledger.run({ kind: "issueGrant", amount, expiresAt: n % 3 === 0 ? null : ledger.now + (n % 5) * HOUR + 1 });
        for (const each of steps) {
          const command = commandFor(ledger, each);
          if (command !== null) ledger.submit(command);
        }
      },
    ),
    { numRuns: 250 },
  );
});

it("a command takes no more open grants than it uses", () => {
  const loaded: number[] = [];
  const ledger = new LedgerInMemory(undefined, undefined, (state, command, now, context) => {
    const some = decideWithFirst(state, command, now, context, 4);
    loaded.push(some.loaded);
    return some.decision;
  });
  for (let n = 0; n < 100; n += 1) ledger.run({ kind: "issueGrant", amount: 10n });
  expect(Math.max(...loaded.splice(0))).toBe(4);
  for (let n = 0; n < 3; n += 1) ledger.run({ kind: "charge", amount: 20n });
  expect(loaded.splice(0)).toEqual([4, 4, 4]);
  // Fifty grants pay, and the last one is doubled to.
  ledger.run({ kind: "charge", amount: 500n });
  expect(loaded).toEqual([64]);
});

it("L16 free credit is taken in burn order, for any grants", () => {
  const grant = fc.record({ amount, lastsMs: fc.option(fc.integer({ min: 1, max: 5 })), promotional: fc.boolean() });
  fc.assert(
    fc.property(
      fc.array(grant, { minLength: 1, maxLength: 8 }),
      fc.bigInt({ min: 1n, max: 40_000_000n }),
      (grants, total) => {
        const ledger = new LedgerInMemory();
        for (const { amount, lastsMs, promotional } of grants) {
          const expiresAt = lastsMs === null ? null : ledger.now + lastsMs;
          ledger.run({ kind: "issueGrant", amount, expiresAt, grantKind: promotional ? "promotional" : "paid" });
        }
        ledger.submit({ kind: "charge", amount: total, onShortfall: "owe" });
        const order = [...ledger.state.grants.values()].sort(
          (a, b) =>
            (a.expiresAt ?? Infinity) - (b.expiresAt ?? Infinity) ||
            Number(a.kind === "paid") - Number(b.kind === "paid") ||
            a.effectiveAt - b.effectiveAt ||
            (a.id < b.id ? -1 : 1),
        );
        const firstLeft = order.findIndex((each) => each.avail > 0n);
        const later = firstLeft < 0 ? [] : order.slice(firstLeft + 1);
        expect(later.filter((each) => each.spent > 0n)).toEqual([]);
      },
    ),
  );
});

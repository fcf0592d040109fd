import { type Accepted, type Command, emptyLedger } from "@scrip/domain/ledger";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aLife } from "../verified/a-life.fixture.ts";
import { type CommandInput, DAY, History } from "../verified/history.fixture.ts";
import { anyLife, runLife } from "../verified/random-life.fixture.ts";
import { BatchRows } from "../write/batch-rows.ts";
import { type EntryFacts, fromStored, toStored } from "./answers.ts";
import { KnownSeries } from "./series.ts";

const RUNS = Number(process.env.SCRIP_PROPERTY_RUNS ?? 200);
const LABELS = { resource: null, project: null, member: null };
const PAYLOAD = { keyId: "key", payloadId: "payload" };

/** For each command that made an entry: its answer, the stored part of it, and the answer that is read back. */
function keptOf({ submitted }: History): { command: Command; answer: string; stored: string | null; again: string }[] {
  let balance = { available: 0n, reserved: 0n, owed: 0n };
  return submitted.flatMap(({ command, decision }) => {
    if (!decision.ok || decision.entries.length === 0) return [];
    const { entry, stored } = written(command, decision, balance);
    balance = entry.after;
    const again = JSON.stringify(fromStored(command.kind, stored, entry));
    return [{ command, answer: JSON.stringify(decision.answer), stored, again }];
  });
}

/** The last entry as the batch writes it. */
function written({ orgId, kind }: Command, decision: Accepted, balance: EntryFacts["after"]) {
  const rows = new BatchRows(0, new KnownSeries());
  const ledger = Object.assign(emptyLedger(orgId, 1), { balance });
  const org = {
    ledger,
    loadedSeq: 0,
    onTestClock: true,
    now: 0,
    hash: "0".repeat(64),
    hasBudgets: false,
    hasContract: false,
    hadMeters: false,
    stateBefore: "new" as const,
    asked: { grants: 16, debts: 16 },
  };
  rows.add(org, decision, { ...PAYLOAD, operation: kind });
  const last = rows.entries.at(-1);
  if (last === undefined || last.key === null) throw new Error("the last entry has no key");
  expect(rows.entries.filter(({ key }) => key !== null)).toEqual([last]);
  const { seq, cause, net, inline, after, key } = last;
  const { first, released } = inline;
  const causeId = Object.values(cause).find((row) => typeof row === "object").id;
  const moved = { firstAmount: first?.amount ?? null, firstHoldId: first?.holdId ?? null };
  const firstReleased = released?.amount ?? null;
  return { entry: { seq, causeId, net, after, firstReleased, ...moved }, stored: key.answer };
}

/** The stored part of the answer to the last of these commands. */
function storedOf(...all: CommandInput[]): string | null | undefined {
  const history = new History();
  for (const command of all) history.must(command);
  return keptOf(history).at(-1)?.stored;
}

const credit = (amount: bigint, expiresAt: number | null = null): CommandInput => ({
  kind: "issueGrant",
  source: "purchase",
  grantKind: "paid",
  amount,
  effectiveAt: null,
  expiresAt,
  businessKey: `${amount}`,
});
const charge = (amount: bigint): CommandInput => ({ kind: "charge", amount, onShortfall: "owe", ...LABELS });
const hold = (amount: bigint, id?: string): CommandInput => ({
  kind: "placeHold",
  amount,
  ttlMs: null,
  ...(id !== undefined && { id }),
});
const HOLD = "00000000-0000-7000-8000-00000000000a";

describe("the answer that is stored with a key", () => {
  it("L13 is read back word for word, for any command", () => {
    fc.assert(
      fc.property(anyLife, (steps) => {
        for (const { answer, again } of keptOf(runLife(steps))) expect(again).toBe(answer);
      }),
      { numRuns: RUNS },
    );
  });

  it("L13 is read back in a life with many kinds of commands", () => {
    const kept = keptOf(aLife().history);
    expect(kept.map(({ again }) => again)).toEqual(kept.map(({ answer }) => answer));
    expect(new Set(kept.map(({ command }) => command.kind)).size).toBeGreaterThan(6);
  });

  it.each([
    ["a grant", [credit(10n)], null],
    ["a charge of one grant", [credit(10n), charge(4n)], null],
    ["a charge of two grants", [credit(10n), credit(11n), charge(15n)], null],
    ["a hold", [credit(10n), hold(4n)], null],
    ["a settlement of a whole hold", [credit(10n), hold(4n, HOLD), settle(4n)], null],
    ["a charge that left a debt", [credit(10n), charge(14n)], { becameOwed: "4" }],
    ["a grant that paid a debt", [charge(4n), credit(10n)], { paidDebt: "4" }],
    ["a hold out of two grants", [credit(10n), credit(11n), hold(15n)], { open: "15" }],
    ["a settlement that releases the rest", [credit(10n), hold(4n, HOLD), settle(3n)], null],
    [
      "a settlement that releases the rest to two grants",
      [credit(10n), credit(11n), hold(15n, HOLD), settle(3n)],
      { released: "12" },
    ],
    [
      "a void of a hold",
      [credit(10n), hold(4n, HOLD), { kind: "voidHold", holdId: HOLD }],
      { state: "voided", released: "4" },
    ],
  ] as const)("has only the parts that the entry does not imply, for %s", (_, commands, stored) => {
    expect(JSON.parse(storedOf(...(commands as readonly CommandInput[])) ?? "null")).toEqual(stored);
  });

  it("L17 has the spendable balance if credit has lapsed and is not swept yet", () => {
    const history = new History();
    history.must(credit(10n, history.now + DAY));
    history.must(credit(20n));
    history.pass(DAY).must(charge(5n));
    const balance = { available: "15", reserved: "0", owed: "0" };
    expect(JSON.parse(keptOf(history).at(-1)?.stored ?? "null")).toEqual({ balance });
  });

  it("is the same after it is stored and read back, for any answer and entry", () => {
    const amount = fc.bigInt(-(10n ** 15n), 10n ** 15n);
    const entry = fc.record({
      seq: fc.nat(),
      causeId: fc.uuid(),
      net: amount,
      firstAmount: fc.option(amount),
      firstHoldId: fc.option(fc.uuid()),
      firstReleased: fc.option(amount),
      after: fc.record({ available: amount, reserved: amount, owed: amount }),
    });
    fc.assert(
      fc.property(entry, fc.uuid(), amount, (read, id, released) => {
        const balance = { available: "1", reserved: String(read.after.reserved), owed: "0" };
        const parts = { hold: id, state: "open", open: "1", charged: "0", released: String(released) } as const;
        const answer = { ...parts, seq: read.seq, balance };
        for (const kind of ["placeHold", "settleHold", "releaseHold", "voidHold"] as const)
          expect(JSON.stringify(fromStored(kind, toStored(kind, answer, read), read))).toBe(JSON.stringify(answer));
      }),
      { numRuns: RUNS },
    );
  });
});

function settle(amount: bigint): CommandInput {
  return { kind: "settleHold", holdId: HOLD, amount, close: true, resource: null };
}

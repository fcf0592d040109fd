import { beforeEach, describe, expect, it } from "vitest";
import { anApi } from "../testing/an-api.ts";
import type { InputOf } from "../testing/wire-types.ts";

const api = await anApi();

/** One organization with $5.00 at noon of 1 January 2026 on a test clock. */
let org: string;
beforeEach(async () => {
  org = await api.anOrganization({ credit: 5_000_000 });
});

type Event = InputOf<"usage.report">["events"][number];
/** Ten exports at $0.05 each. */
const event = (id: string, rest: Partial<Event> = {}): Event => ({
  source: "exporter",
  id,
  resource: "export",
  quantity: "10",
  ...rest,
});
const report = async (events: readonly Event[], to = org) =>
  (await api.ok("usage.report", { org: to, events: [...events] })).results;
const available = async (of = org) => (await api.ok("balance.get", { org: of })).available;

describe("usage.report", () => {
  it("L13 charges an event once: the same one is known, with the first answer, and another payload is refused", async () => {
    const [first] = await report([event("a")]);
    expect(first).toMatchObject({ ok: true, known: false, charged: "500000", balance: { available: "4500000" } });
    expect(await report([event("a")])).toEqual([{ ...first, known: true }]);
    const [other] = await report([event("a", { quantity: "11" })]);
    expect(other).toMatchObject({ ok: false, known: false, charge: null, refusal: { code: "key_reused" } });
    // The source is a part of the name.
    expect((await report([event("a", { source: "other" })]))[0]).toMatchObject({ ok: true, known: false });
    expect(await available()).toBe("4000000");
  });

  it("L13 the same event in two organizations is two charges", async () => {
    const other = await api.anOrganization({ credit: 5_000_000 });
    const [[mine], [theirs]] = await Promise.all([report([event("a")]), report([event("a")], other)]);
    expect(mine?.charge).not.toBe(theirs?.charge);
    expect([await available(), await available(other)]).toEqual(["4500000", "4500000"]);
  });

  it("answers each of a hundred events in order: with seven of them twice, 93 are charged", async () => {
    const events = Array.from({ length: 93 }, (_, n) => event(`event-${n}`, { quantity: "0.1" }));
    const results = await report([...events, ...events.slice(0, 7)]);
    expect(results.map(({ id }) => id)).toEqual([...events, ...events.slice(0, 7)].map(({ id }) => id));
    expect(results.filter(({ known }) => known).map(({ id }) => id)).toEqual(events.slice(0, 7).map(({ id }) => id));
    expect(await available()).toBe(`${5_000_000 - 93 * 5000}`);
    const { events: listed } = await api.ok("usage.list", { org, limit: 200 });
    expect(listed.length).toBe(93);
  });

  it("refuses one event and records the others", async () => {
    const results = await report([
      event("a"),
      event("b", { resource: "gpu.rtx-3090" }),
      event("c", { quantity: "1000" }),
      event("d", { eventAt: "2026-01-01T12:00:05.001Z" }),
      event("e"),
    ]);
    expect(results.map(({ ok, refusal }) => (ok ? "ok" : [refusal?.code, refusal?.retryable]))).toEqual([
      "ok",
      ["not_metered_by_events", false],
      ["insufficient_credit", false],
      ["event_ahead_of_time", true],
      "ok",
    ]);
    // Time cures an event that was ahead of it; a lack of credit stays the answer.
    await api.ok("clocks.advance", { org, to: "2026-01-01T12:00:01Z" });
    await api.ok("grants.create", { org, source: "purchase", amount: "100000000" });
    const again = await report([event("d", { eventAt: "2026-01-01T12:00:05.001Z" }), event("c", { quantity: "1000" })]);
    expect(again).toMatchObject([
      { ok: true, known: false },
      { ok: false, known: true },
    ]);
  });

  it("L19 corrects a total down and up, once each, also within one report", async () => {
    // $0.05 x 10.00001 and x 7.00001, each rounded down.
    const [first, down] = await report([
      event("a", { quantity: "10.00001" }),
      event("b", { quantity: "7.00001", corrects: "a" }),
    ]);
    expect([first?.charged, down?.charged, down?.refunded]).toEqual(["500000", "0", "150000"]);
    expect(await report([event("b", { quantity: "7.00001", corrects: "a" })])).toEqual([{ ...down, known: true }]);
    const [up] = await report([event("c", { quantity: "9", corrects: "b" })]);
    expect(await report([event("c", { quantity: "9", corrects: "b" })])).toEqual([{ ...up, known: true }]);
    expect([up?.charged, await available()]).toEqual(["100000", "4550000"]);
    const { events } = await api.ok("usage.list", { org });
    expect(events.map(({ id, quantity, charged, corrects }) => [id, quantity, charged, corrects?.id])).toEqual(
      expect.arrayContaining([
        ["a", "10.00001", "500000", undefined],
        ["b", "7.00001", "0", "a"],
        ["c", "9", "100000", "a"],
      ]),
    );
    const { findings } = await api.ok("ledger.verify", { orgs: [org] });
    expect(findings).toEqual([]);
  });

  it("charges what credit does not cover as debt, and a correction forgives it first", async () => {
    await report([event("a", { resource: "storage.gb-month", quantity: "200" })]);
    const { owed, available: left } = await api.ok("balance.get", { org });
    expect([left, owed]).toEqual(["0", "1000000"]);
    const [down] = await report([event("b", { resource: "storage.gb-month", quantity: "100", corrects: "a" })]);
    expect(down).toMatchObject({
      forgiven: "1000000",
      refunded: "2000000",
      balance: { available: "2000000", owed: "0" },
    });
    expect((await api.ok("ledger.verify", { orgs: [org] })).findings).toEqual([]);
  });

  it("marks an event that arrives after its month", async () => {
    await api.ok("clocks.advance", { org, to: "2026-02-03T09:00:00Z" });
    const [late, early] = await report([
      event("late", { eventAt: "2026-01-31T23:59:59.999Z" }),
      event("early", { eventAt: "2026-02-01T00:00:00Z" }),
    ]);
    expect([late?.isLate, early?.isLate]).toEqual([true, false]);
    const { events } = await api.ok("usage.list", { org });
    expect(events.find(({ id }) => id === "late")).toMatchObject({
      eventAt: "2026-01-31T23:59:59.999Z",
      arrivedAt: "2026-02-03T09:00:00.000Z",
      isLate: true,
    });
  });

  it("lists a late event in the statement of the month in which it arrived, and not in that of its own", async () => {
    await api.ok("clocks.advance", { org, to: "2026-02-03T09:00:00Z" });
    const usedIn = async (month: string) => {
      const { lines } = await api.ok("billing.statements.get", { org, month });
      return lines.flatMap(({ work, amounts }) => (work === null ? [] : [[work.isLate, amounts.worth]]));
    };
    const before = await api.ok("billing.statements.get", { org, month: "2026-01" });
    await report([event("late", { eventAt: "2026-01-31T12:00:00Z" }), event("early", { quantity: "1" })]);
    expect((await api.ok("billing.statements.get", { org, month: "2026-01" })).closing).toEqual(before.closing);
    expect(await usedIn("2026-01")).toEqual([]);
    expect(await usedIn("2026-02")).toEqual([
      [false, "-50000"],
      [true, "-500000"],
    ]);
  });

  it("L19 is priced as of its time: by the contract that was in force then", async () => {
    const terms = { plan: "enterprise", reason: "They signed.", endsAt: "2026-01-20T00:00:00Z" } as const;
    const contract = { ...terms, startsAt: "2026-01-10T00:00:00Z", rates: { export: "20000000" } };
    await api.ok("contracts.create", { org, ...contract });
    await api.ok("clocks.advance", { org, to: "2026-01-25T00:00:00Z" });
    const results = await report([
      event("before", { eventAt: "2026-01-09T23:59:59.999Z" }),
      event("within", { eventAt: "2026-01-10T00:00:00Z" }),
      event("after", { eventAt: "2026-01-20T00:00:00Z" }),
      event("now"),
    ]);
    // Ten exports at $0.05, and at $0.02 under the contract.
    expect(results.map(({ charged }) => charged)).toEqual(["500000", "200000", "500000", "500000"]);
    await report([event("fix", { quantity: "5", corrects: "within" })]);
    expect((await api.ok("ledger.verify", { orgs: [org] })).findings).toEqual([]);
  });

  it("C1 the same event sent twenty times at once is charged once", async () => {
    const results = await Promise.all(Array.from({ length: 20 }, () => report([event("a")])));
    const charges = new Set(results.flat().map(({ charge }) => charge));
    expect([charges.size, await available()]).toEqual([1, "4500000"]);
  });
});

describe("usage.list", () => {
  it("reads pages of the filtered events, the last arrived first", async () => {
    for (const id of ["a", "b", "c"]) {
      await report([event(id, { project: id === "b" ? "vision" : undefined })]);
      await api.ok("clocks.advance", { org, to: `2026-01-0${"abc".indexOf(id) + 2}T00:00:00Z` });
    }
    const first = await api.ok("usage.list", { org, limit: 2 });
    const second = await api.ok("usage.list", { org, limit: 2, cursor: first.next ?? "" });
    expect([first, second].map(({ events }) => events.map(({ id }) => id))).toEqual([["c", "b"], ["a"]]);
    expect(second.next).toBeNull();
    const ofVision = await api.ok("usage.list", { org, project: "vision" });
    expect(ofVision.events.map(({ id }) => id)).toEqual(["b"]);
    expect((await api.ok("usage.list", { org, eventSource: "nobody" })).events).toEqual([]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aLine, parsed, type Some } from "./a-scenario.fixture.ts";

const problemOf = (source: string | readonly Some[]) => {
  const result = parsed(source);
  if (result.ok) throw new Error("the scenario has no problem");
  const { line, field, message } = result.problem;
  expect(message).not.toBe("");
  return { line, field };
};

const stepsOf = (source: string | readonly Some[]) => {
  const result = parsed(source);
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.steps;
};

describe("a scenario file", () => {
  it("has steps in the order of their instants, equal ones in file order", () => {
    const steps = stepsOf(
      [
        "# three steps",
        "",
        aLine({ at: "2027-02-01T00:00:00Z", do: "end" }),
        aLine({ do: "create" }),
        aLine({ do: "cancel" }),
      ].join("\r\n"),
    );
    expect(steps.map(({ line, do: kind }) => [line, kind])).toEqual([
      [4, "create"],
      [5, "cancel"],
      [3, "end"],
    ]);
  });

  it("gives money in micro-USD, instants in milliseconds and units in thousandths", () => {
    const [grant, job] = stepsOf([
      { do: "grant", source: "adjustment", amount: "0.000001", expiresAt: "2027-01-31T23:30:00.250+01:00" },
      { do: "job", ref: "j", resource: "gpu.l40s", hours: 1.5, units: 0.25 },
    ]);
    expect(grant).toMatchObject({ amount: 1n, expiresAt: Date.UTC(2027, 0, 31, 22, 30, 0, 250) });
    expect(grant).not.toHaveProperty("kind");
    expect(job).toMatchObject({ hours: 1.5, units: 250 });
  });

  it.each<[string, Some]>([
    ["subscribe", { plan: "pro", interval: "year", card: "4000000000000002", id: "s" }],
    ["change", { interval: "year" }],
    ["undo", {}],
    ["card", { number: "4242424242424242" }],
    ["purchase", { amount: "4.99" }],
    ["auto_topup", { on: true, threshold: "10.00", target: "50.00", perDay: "200", perMonth: "1000" }],
    ["grant", { source: "code", amount: "5", kind: "paid", days: 0, key: "any text" }],
    ["redeem", { code: "WELCOME 20" }],
    [
      "campaign",
      {
        org: undefined,
        code: "W",
        amount: "20",
        days: 30,
        until: "2027-02-01T00:00:00Z",
        uses: 5,
        perOrg: 2,
        plans: ["free"],
      },
    ],
    ["charge", { amount: "2000000000.00", resource: "export", key: "k", onShortfall: "owe" }],
    ["job", { ref: "j", resource: "gpu.l40s", hours: 0, epochs: 3, mode: "timed", end: "failed_by_platform" }],
    ["endpoint", { ref: "e", resource: "endpoint.cpu-2", run: "start", units: 2 }],
    ["storage", { gb: 250.5, volume: "v" }],
    ["usage", { resource: "export", quantity: 1e3, id: "u", eventAt: "2027-01-01T00:00:00Z" }],
    ["use", { entitlement: "private_projects", count: 2 }],
    ["free", { entitlement: "deployments" }],
    ["end", { org: undefined }],
    [
      "expect",
      {
        available: "0.00",
        reserved: "0",
        owed: "1",
        plan: "pro",
        state: "past_due",
        grants: 0,
        refused: null,
        attempts: 1,
        invoices: 2,
      },
    ],
  ])("may have the step %s", (kind, fields) => {
    expect(stepsOf([{ ...fields, do: kind }])).toHaveLength(1);
  });

  it.each<[string, string | null, Some]>([
    ["an instant that does not exist", "at", { at: "2027-02-29T00:00:00Z", do: "create" }],
    ["an instant without a zone", "at", { at: "2027-02-28T00:00:00", do: "create" }],
    ["parts of a millisecond", "at", { at: "2027-02-28T00:00:00.0001Z", do: "create" }],
    ["no instant", "at", { at: undefined, do: "create" }],
    ["no kind", "do", {}],
    ["an unknown kind", "do", { do: "toString" }],
    ["no organization", "org", { org: undefined, do: "create" }],
    ["an organization without a name", "org", { org: "", do: "create" }],
    ["an organization where there is none", "org", { do: "campaign", code: "W", amount: "5.00" }],
    ["a field of another kind", "amount", { do: "create", amount: "5.00" }],
    ["a field of JavaScript", "constructor", { do: "create", constructor: 1 }],
    ["a missing field", "interval", { do: "subscribe", plan: "pro" }],
    ["a null", "amount", { do: "charge", amount: null }],
    ["an amount of seven decimals", "amount", { do: "charge", amount: "0.0000001" }],
    ["an amount that is a number", "amount", { do: "charge", amount: 5 }],
    ["an amount with a sign", "amount", { do: "charge", amount: "-5.00" }],
    ["an amount with an exponent", "amount", { do: "charge", amount: "1e3" }],
    ["a number as text", "days", { do: "grant", source: "code", amount: "5.00", days: "30" }],
    ["a part of a day", "days", { do: "grant", source: "code", amount: "5.00", days: 1.5 }],
    [
      "two ends of a grant",
      "expiresAt",
      { do: "grant", source: "code", amount: "5", days: 1, expiresAt: "2027-02-01T00:00:00Z" },
    ],
    ["an unknown source", "source", { do: "grant", source: "gift", amount: "5.00" }],
    ["an unknown plan", "plan", { do: "subscribe", plan: "pr0", interval: "month" }],
    ["an unknown resource", "resource", { do: "charge", amount: "5.00", resource: "gpu.b200" }],
    ["an unknown entitlement", "entitlement", { do: "use", entitlement: "project" }],
    ["an unknown interval", "interval", { do: "change", interval: "week" }],
    ["a change of nothing", "plan", { do: "change" }],
    ["no count", "count", { do: "use", entitlement: "deployments", count: 0 }],
    ["a card that is a number", "number", { do: "card", number: 4242424242424242 }],
    ["four decimals of a unit", "units", { do: "job", ref: "j", resource: "gpu.l40s", hours: 1, units: 0.0005 }],
    ["negative hours", "hours", { do: "job", ref: "j", resource: "gpu.l40s", hours: -1 }],
    [
      "a plan named twice",
      "plans",
      { org: undefined, do: "campaign", code: "W", amount: "5.00", plans: ["pro", "pro"] },
    ],
    ["a campaign of nothing", "amount", { org: undefined, do: "campaign", code: "W", amount: "0.00" }],
    ["an unknown expectation", "balance", { do: "expect", balance: "5.00" }],
    ["an unknown state", "state", { do: "expect", state: "paused" }],
  ])("is refused for %s", (_what, field, step) => {
    expect(problemOf([{ do: "create" }, step])).toEqual({ line: 2, field });
  });

  it.each(["{", "[]", "null", "5", " # no comment", '{"at":1} x'])(
    "is refused for the line %s, which has no field",
    (line) => {
      expect(problemOf(`# first\n\n${line}\n`)).toEqual({ line: 3, field: null });
    },
  );

  it("names the lowest line that is wrong", () => {
    const twice = { do: "purchase", amount: "5.00", id: "p" };
    expect(problemOf([twice, twice, { do: "nothing" }])).toEqual({ line: 2, field: "id" });
    expect(problemOf([{ do: "nothing" }, twice, twice])).toEqual({ line: 1, field: "do" });
  });
});

describe("the ids of a scenario", () => {
  const purchase = { do: "purchase", amount: "5.00", id: "p" };
  const subscribe = { do: "subscribe", plan: "pro", interval: "month", id: "s" };
  const usage = { do: "usage", resource: "export", quantity: 1, id: "u" };

  it("name payments, the n-th payment of a subscription, grants by key, and usage events", () => {
    const named = ["p", "s", "s#1", "s#12", "k"].map((id) => ({ do: "refund", id }));
    const grant = { do: "grant", source: "code", amount: "5.00", key: "k" };
    const corrected = { ...usage, id: "v", corrects: "u" };
    expect(stepsOf([purchase, subscribe, grant, grant, usage, corrected, ...named])).toHaveLength(11);
  });

  it.each<[string, Some, string]>([
    ["a payment of the purchase", { do: "refund", id: "p#2" }, "id"],
    ["the payment before the first", { do: "refund", id: "s#0" }, "id"],
    ["an unknown payment", { do: "dispute_won", id: "q" }, "id"],
    ["a payment of another organization", { org: "b", do: "dispute", id: "p" }, "id"],
    ["a payment that comes later", { at: "2026-12-31T23:59:59.999Z", do: "refund", id: "p" }, "id"],
    ["an unknown usage event", { ...usage, id: "v", corrects: "p" }, "corrects"],
    ["an id that is used", { ...usage, id: "s" }, "id"],
  ])("cannot name %s", (_what, step, field) => {
    expect(problemOf([purchase, subscribe, usage, step])).toEqual({ line: 4, field });
  });

  it("a code has one campaign", () => {
    const campaign = { org: undefined, do: "campaign", code: "W", amount: "5.00" };
    expect(problemOf([campaign, campaign])).toEqual({ line: 2, field: "code" });
  });

  it("may be the same in two organizations", () => {
    expect(stepsOf([purchase, { ...purchase, org: "b" }])).toHaveLength(2);
  });
});

describe("any text", () => {
  it("is a scenario, or has a problem at one of its lines", () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom("create", "charge", "end", "pro", "5.00", "2027-01-01T00:00:00Z"),
    );
    const field = fc.constantFrom("at", "org", "do", "amount", "id", "days", "plan", "__proto__");
    const line = fc.oneof(
      fc.string(),
      fc.dictionary(field, value).map((each) => JSON.stringify(each)),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const result = parsed(lines.join("\n"));
        if (result.ok) return true;
        return result.problem.line >= 1 && result.problem.line <= lines.join("\n").split("\n").length;
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ATTEMPT_MOVES,
  type Attempt,
  afterSeen,
  nextLookUp,
  nextPageLookUp,
  nextStep,
  type Seen,
  statesTo,
  whyDeclined,
} from "./index.ts";

const HOUR = 3_600_000;
const T0 = Date.UTC(2027, 3, 1);

function anAttempt(over: Partial<Attempt> = {}): Attempt {
  const base = {
    id: "attempt",
    way: "saved" as const,
    gross: 29_750_000n,
    customer: "cus_1",
    livemode: false,
    lookUps: 0,
  };
  return { ...base, state: "submitted", submittedAt: T0, ...over };
}

const payment = { id: "pi_1", gross: 29_750_000n, currency: "usd", customer: "cus_1", livemode: false };
const paid: Seen = { kind: "paid", payment };

describe("L21 an attempt", () => {
  it("is sent once, and again under the same key if a process died, within 23 hours", () => {
    expect(nextStep(anAttempt({ state: "created", submittedAt: null }), T0)).toBe("send");
    expect(nextStep(anAttempt(), T0 + 23 * HOUR - 1)).toBe("send");
    expect(nextStep(anAttempt(), T0 + 23 * HOUR)).toBe("look_up");
  });

  it("whose answer was lost is only looked up", () => {
    expect(nextStep(anAttempt({ state: "unknown" }), T0 + 1)).toBe("look_up");
    expect(afterSeen(anAttempt(), { kind: "no_answer" }, T0 + 1)).toEqual({ kind: "wait" });
  });

  it.each(["succeeded", "failed", "parked"] as const)("that is %s stays so", (state) => {
    expect(nextStep(anAttempt({ state }), T0 + 1)).toBe("none");
    expect(ATTEMPT_MOVES[state]).toEqual([]);
  });

  it("that the gateway never heard of is sent again within 23 hours, then looked up, and parked after three days", () => {
    const after = (hours: number) =>
      afterSeen(anAttempt({ state: "unknown" }), { kind: "not_found" }, T0 + hours * HOUR);
    expect(after(22).kind).toBe("send_again");
    expect(after(23)).toEqual({ kind: "wait" });
    expect(after(72)).toEqual({ kind: "parked", why: "no_outcome" });
  });

  it("of a page is sent by nobody but the member who waits for it, and looked up while it is open", () => {
    const page = (over: Partial<Attempt>) => anAttempt({ way: "page", ...over });
    expect(nextStep(page({ state: "created", submittedAt: null }), T0)).toBe("abandon");
    expect(nextStep(page({}), T0 + 1)).toBe("look_up");
    expect(statesTo(page({}), afterSeen(page({}), { kind: "open" }, T0 + 1))).toEqual([]);
    expect(afterSeen(page({}), { kind: "not_found" }, T0 + 1)).toEqual({ kind: "failed", why: "abandoned" });
  });

  it("waits for money that is on its way, however long it takes", () => {
    expect(afterSeen(anAttempt(), { kind: "processing" }, T0 + 400 * HOUR)).toEqual({ kind: "wait" });
  });

  it("moves only along the edges, whatever the gateway says and when", () => {
    const seen = fc.constantFrom<Seen>(
      paid,
      { kind: "paid", payment: { ...payment, gross: 1n } },
      { kind: "failed", why: "soft_decline" },
      { kind: "processing" },
      { kind: "open" },
      { kind: "not_found" },
      { kind: "no_answer" },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(seen, fc.nat(100 * HOUR)), { maxLength: 8 }), (answers) => {
        let attempt = anAttempt();
        for (const [answer, after] of answers) {
          if (nextStep(attempt, T0 + after) === "none") break;
          for (const state of statesTo(attempt, afterSeen(attempt, answer, T0 + after))) {
            expect(ATTEMPT_MOVES[attempt.state]).toContain(state);
            attempt = { ...attempt, state };
          }
        }
      }),
    );
  });
});

describe("L22 a payment", () => {
  it("that is the one that was asked for succeeds", () => {
    expect(afterSeen(anAttempt(), paid, T0)).toEqual({ kind: "succeeded", payment });
  });

  it.each([
    ["amount", { gross: 29_750_001n }],
    ["currency", { currency: "eur" }],
    ["customer", { customer: "cus_2" }],
    ["livemode", { livemode: true }],
  ] as const)("A18 with another %s is parked", (why, over) => {
    const seen: Seen = { kind: "paid", payment: { ...payment, ...over } };
    expect(afterSeen(anAttempt(), seen, T0)).toEqual({ kind: "parked", why });
    expect(statesTo(anAttempt(), { kind: "parked", why })).toEqual(["unknown", "parked"]);
  });
});

describe("look-ups", () => {
  it("of a page that nobody fills become fewer: ten in the day that it is open, the last one at its end", () => {
    const page = { createdAt: T0 };
    let now = T0;
    let lookUps = 0;
    for (; now < T0 + 24 * HOUR; lookUps += 1) now = nextPageLookUp({ ...page, lookUps }, now);
    expect([lookUps, now]).toEqual([10, T0 + 24 * HOUR + 60_000]);
    expect(nextPageLookUp({ ...page, lookUps }, now)).toBe(now + 6 * HOUR);
    // The page of a purchase ends after an hour.
    expect(nextPageLookUp({ ...page, lookUps: 5 }, T0 + 38 * 60_000)).toBe(T0 + 78 * 60_000);
  });

  it("come after 1, 2, 5 and then every 10 minutes, each hour after a day, and each day after a week", () => {
    const minutes = [0, 1, 2, 3, 50, 147, 291].map((lookUps) => (nextLookUp(anAttempt({ lookUps }), T0) - T0) / 60_000);
    expect(minutes).toEqual([1, 2, 5, 10, 10, 60, 1440]);
  });
});

describe("whyDeclined", () => {
  it.each([
    ["card_declined", "insufficient_funds", "soft_decline"],
    ["card_declined", "generic_decline", "soft_decline"],
    ["card_declined", "lost_card", "hard_decline"],
    ["card_declined", "stolen_card", "hard_decline"],
    ["expired_card", null, "hard_decline"],
    ["authentication_required", "authentication_required", "needs_authentication"],
    ["processing_error", null, "soft_decline"],
    [null, null, "soft_decline"],
  ] as const)("%s, %s: %s", (code, declineCode, why) => {
    expect(whyDeclined({ code, declineCode })).toBe(why);
  });
});

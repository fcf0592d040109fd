import { describe, expect, it } from "vitest";
import { afterNews, type SubscriptionFollows, type SubscriptionSeen, type SubscriptionStanding } from "./after-news.ts";

const NEWS = ["checkout completed", "subscription created", "subscription updated", "invoice paid"] as const;
const MOST = 3;
const DAY = 86_400_000;
const STARTS_AT = Date.UTC(2027, 5, 2);
const ENDS_AT = Date.UTC(2027, 6, 2);
const PERIOD = { startsAt: STARTS_AT, endsAt: ENDS_AT, isPaid: true };

const fresh: SubscriptionStanding = { isStarted: false, told: "running", isTelling: false, period: null };
const running: SubscriptionStanding = { isStarted: true, told: "running", isTelling: false, period: PERIOD };
const alive: SubscriptionSeen = { isPaid: true, isEnding: false, endedAt: null };

/** What follows from a list of looks, one after another; a start gives the plan its period. */
function followsFrom(begin: SubscriptionStanding, looks: readonly SubscriptionSeen[]) {
  let standing = begin;
  const follows: SubscriptionFollows[] = [];
  for (const seen of looks) {
    const after = afterNews(standing, seen);
    standing = after.follows === "start" ? { ...after.standing, period: PERIOD } : after.standing;
    if (after.follows !== null) follows.push(after.follows);
  }
  return { standing, follows };
}

/** Walks every sequence of the news, each 1 to 3 times, and hands its length to `see`. Equal prefixes are walked once. */
function everySequence(see: (length: number) => void): number {
  let sequences = 0;
  const walk = (counts: readonly number[], length: number): void => {
    if (counts.every((count) => count > 0)) {
      sequences += 1;
      see(length);
    }
    for (const [index, count] of counts.entries()) if (count < MOST) walk(counts.with(index, count + 1), length + 1);
  };
  walk(
    NEWS.map(() => 0),
    0,
  );
  return sequences;
}

describe("B1 B3 news of a subscription that was bought", () => {
  it("starts it once in every sequence of the four, each 1 to 3 times", () => {
    // News only makes Scrip look, so a sequence is as long as its looks; each may come before or after the payment.
    const lengths = new Set<number>();
    const sequences = everySequence((length) => lengths.add(length));
    expect(sequences).toBeGreaterThan(1_000_000);
    for (const length of lengths)
      for (let early = 0; early < length; early += 1) {
        const looks = Array.from({ length }, (_, at) => ({ ...alive, isPaid: at >= early }));
        const { follows, standing } = followsFrom(fresh, looks);
        expect(follows).toEqual(["start"]);
        expect(standing).toEqual(running);
      }
  });

  it("does nothing before the payment", () => {
    expect(followsFrom(fresh, [{ ...alive, isPaid: false }]).follows).toEqual([]);
  });
});

describe("A21 B3 wishes and ends", () => {
  it("a cancellation in the portal, and its undo, each follow once", () => {
    const ending = { ...alive, isEnding: true };
    expect(followsFrom(running, [ending, ending, alive, alive, ending]).follows).toEqual(["cancel", "undo", "cancel"]);
  });

  it("what Scrip said itself, or is saying, is no wish", () => {
    const told: SubscriptionStanding = { ...running, told: "ending" };
    expect(followsFrom(told, [{ ...alive, isEnding: true }]).follows).toEqual([]);
    expect(followsFrom({ ...running, isTelling: true }, [{ ...alive, isEnding: true }]).follows).toEqual([]);
  });

  it("an end before the period's end ends the plan once, and nothing after it changes anything", () => {
    const ended = { ...alive, endedAt: ENDS_AT - DAY };
    expect(followsFrom(running, [ended, ended, { ...alive, isEnding: true }, alive]).follows).toEqual(["end"]);
  });

  it("an end with the period is Scrip's own calendar's work", () => {
    expect(followsFrom({ ...running, told: "ending" }, [{ ...alive, endedAt: ENDS_AT }]).follows).toEqual([]);
    expect(followsFrom({ ...running, told: "ending" }, [{ ...alive, endedAt: STARTS_AT }]).follows).toEqual([]);
  });

  it("a cancellation that Scrip heard of only after the renewal ends the plan before anything is paid", () => {
    const renewed = { ...running, period: { ...PERIOD, isPaid: false } };
    expect(followsFrom(renewed, [{ ...alive, endedAt: STARTS_AT }]).follows).toEqual(["end"]);
    expect(followsFrom(renewed, [{ ...alive, isEnding: true }, alive]).follows).toEqual(["end"]);
  });
});

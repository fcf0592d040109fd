import { describe, expect, it } from "vitest";
import type { Answers } from "../../../data/trpc.ts";
import { decisionWords, type Epoch, epochTone, flagWords, haltOf, hasBars } from "./epoch-words.ts";

type Job = Answers["jobs"]["story"]["job"];

/** An epoch of an hour after which the work went on. */
const anEpoch = (changes: Partial<Epoch> = {}): Epoch => ({
  leg: 1,
  at: "2026-01-01T01:00:00.000Z",
  seq: 2,
  fromMs: 0,
  untilMs: 3_600_000,
  reportedMs: 3_600_000,
  amount: "3990000",
  decision: "continue",
  reason: null,
  missing: null,
  flags: [],
  ...changes,
});
const starved = anEpoch({ decision: "pause", reason: "insufficient_credit", missing: "3210001" });
const asked = anEpoch({ decision: "pause", reason: "asked" });
const again = anEpoch({ decision: "pause", reason: "paused" });

describe("what the work was told", () => {
  it.each([
    [anEpoch(), "Go on"],
    [starved, "Pause: $3.22 missing"],
    [anEpoch({ decision: "pause", reason: "insufficient_credit" }), "Pause: no credit"],
    [asked, "Pause, as asked"],
    [anEpoch({ decision: "pause", reason: "silent" }), "Pause after silence"],
    [again, "Stay paused"],
    [anEpoch({ decision: "stop" }), "Stop"],
    [anEpoch({ decision: null }), "Not kept"],
  ])("case %# is told in words", (epoch, words) => {
    expect(decisionWords(epoch)).toBe(words);
  });
});

describe("what was unusual", () => {
  it.each([
    [anEpoch(), "", "plain"],
    [asked, "", "plain"],
    [starved, "", "warn"],
    [
      anEpoch({ flags: ["beyond_hold", "after_silence"] }),
      "Cost more than was reserved; Reported after silence",
      "warn",
    ],
    [anEpoch({ reportedMs: 4_000_000 }), "Part of the time is not charged", "plain"],
    [anEpoch({ untilMs: 0, amount: "0" }), "None of the time is charged", "plain"],
  ])("case %# is told in words", (epoch, words, tone) => {
    expect(flagWords(epoch)).toBe(words);
    expect(epochTone(epoch)).toBe(tone);
  });
});

it("is drawn as bars where there is a cost to compare", () => {
  const free = anEpoch({ amount: "0" });
  expect([hasBars([anEpoch(), free]), hasBars([anEpoch()]), hasBars([free, free]), hasBars([])]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

describe("why a job stands still", () => {
  const halt = (state: Job["state"], ...epochs: Epoch[]) => haltOf({ job: { state } as Job, epochs })?.title;

  it("is the last word about a pause, and not the reports after it", () => {
    expect(halt("paused", asked, starved, again)).toBe(
      "Paused for want of credit: $3.22 of credit was missing for the next epoch",
    );
    expect(halt("paused", starved, asked, again)).toBe("Paused");
  });

  it("is silence, where nothing is heard", () => {
    expect(halt("silent", starved)).toBe("Nothing is heard of this job");
  });

  it("is nothing, where it runs or has ended", () => {
    expect([halt("running", starved), halt("completed", starved), halt("failed")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

import { describe, expect, it } from "vitest";
import type { Answers } from "../../../data/trpc.ts";
import { decisionWords, type Epoch, epochTone, flagWords, haltOf } from "./epoch-words.ts";

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
  budget: null,
  flags: [],
  ...changes,
});
const starved = anEpoch({ decision: "pause", reason: "insufficient_credit", missing: "3210001" });
const asked = anEpoch({ decision: "pause", reason: "asked" });
const limited = anEpoch({ decision: "stop", reason: "price_above_limit" });
const overdrawn = anEpoch({ decision: "stop", reason: "overdraft_limit", missing: "6480000" });
const repeated = anEpoch({ decision: "pause", reason: "paused" });

describe("decisionWords", () => {
  it.each([
    [anEpoch(), "Continue"],
    [starved, "Paused: $3.22 missing"],
    [anEpoch({ decision: "pause", reason: "insufficient_credit" }), "Paused: no credit"],
    [asked, "Paused, as asked"],
    [anEpoch({ decision: "pause", reason: "silent" }), "Paused: no reports"],
    [repeated, "Still paused"],
    [anEpoch({ decision: "stop" }), "Stopped"],
    [limited, "Stopped at a limit"],
    [overdrawn, "Stopped: no more may be owed"],
    [anEpoch({ decision: null }), "Not recorded"],
  ])("names the decision of case %#", (epoch, words) => {
    expect(decisionWords(epoch)).toBe(words);
  });
});

describe("flagWords", () => {
  it.each([
    [anEpoch(), "", "plain"],
    [asked, "", "plain"],
    [starved, "", "warn"],
    [limited, "", "warn"],
    [overdrawn, "", "warn"],
    [anEpoch({ flags: ["beyond_hold", "after_silence"] }), "Used more than was on hold; Reported late", "warn"],
    [anEpoch({ reportedMs: 4_000_000 }), "Part of the time is not billed", "plain"],
    [anEpoch({ untilMs: 0, amount: "0" }), "None of the time is billed", "plain"],
  ])("names what was unusual in case %#", (epoch, words, tone) => {
    expect(flagWords(epoch)).toBe(words);
    expect(epochTone(epoch)).toBe(tone);
  });
});

describe("haltOf", () => {
  const halt = (state: Job["state"], ...epochs: Epoch[]) => haltOf({ job: { state } as Job, epochs })?.title;

  it("takes the last reason of a pause, not the reports after it", () => {
    expect(halt("paused", asked, starved, repeated)).toBe(
      "Paused for lack of credit: $3.22 of credit was missing for the next epoch",
    );
    expect(halt("paused", starved, asked, repeated)).toBe("Paused");
    expect(halt("paused", starved, limited, repeated)).toBe("Stopped at a limit");
    expect(halt("paused", overdrawn, repeated)).toBe("Stopped: the next epoch would owe more than is allowed");
  });

  it("names silence", () => {
    expect(halt("silent", starved)).toBe("This job stopped reporting");
  });

  it("is nothing for a job that runs or has ended", () => {
    expect([halt("running", starved), halt("completed", starved), halt("failed")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

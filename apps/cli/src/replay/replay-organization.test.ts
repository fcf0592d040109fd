import { Refused } from "@scrip/client";
import { describe, expect, it } from "vitest";
import { aTraceJob } from "../trace/a-trace-job.fixture.ts";
import type { TraceJob } from "../trace/trace-job.ts";
import type { ReplayClient } from "./replay-client.ts";
import { replayOrganization } from "./replay-organization.ts";
import { Tally } from "./tally.ts";

interface Answers {
  /** The current time of the test clock. */
  readonly testClock?: string;
  /** For the call with this idempotency key: an error to throw, or fields of its answer. */
  readonly [key: string]: unknown;
}

/** A client that records its calls. It answers with success unless `answers` has an entry for the call. */
function recordingClient(answers: Answers): { client: ReplayClient; calls: string[] } {
  const calls: string[] = [];
  const record =
    (verb: string, shown: readonly string[]) =>
    async (given: object): Promise<never> => {
      const input = given as Readonly<Record<string, unknown>>;
      calls.push([verb, ...shown.map((field) => JSON.stringify(input[field]))].join(" "));
      const answer = answers[String(input.idempotencyKey)];
      if (answer instanceof Error) throw answer;
      const success = { org: "org_1", testClock: answers.testClock ?? input.testClock, at: input.to };
      return { ...success, decision: "continue", chargedTotal: 7n, ...(answer as object) } as never;
    };
  const organization = {
    clocks: { advance: record("advance", ["to"]) },
    grants: { create: record("grant", []) },
    jobs: {
      start: record("start", ["job", "estimateMs", "next"]),
      settleEpoch: record("settle", ["job", "quantityMs", "next"]),
      resume: record("settle", ["job", "quantityMs", "next"]),
      complete: record("complete", ["job", "quantityMs"]),
      cancel: record("cancel", ["job", "quantityMs"]),
      fail: record("fail", ["job", "quantityMs", "fault"]),
    },
  };
  const client = { organizations: { create: record("create", ["name"]) }, organization: () => organization };
  return { client, calls };
}

async function replayed(jobs: readonly TraceJob[], answers: Answers = {}) {
  const { client, calls } = recordingClient(answers);
  const tally = new Tally([]);
  const { signal } = new AbortController();
  await replayOrganization(
    { name: "run", client, credit: 100n, topUp: null, tally, onEvent: () => {}, signal },
    "lab-00",
    jobs,
  );
  return { calls, tally };
}

function refused(code: "insufficient_credit" | "unknown_resource" | "key_reused", details: object = {}): Refused {
  return new Refused({ code, message: `${code}.`, details: details as never, status: 402, requestId: null });
}

const inEpochs = aTraceJob({ line: 2, epochs: 3, startS: 10, endS: 20 });

describe("replayOrganization", () => {
  it("settles each epoch at its end, and the last one with the job", async () => {
    const { calls, tally } = await replayed([inEpochs]);
    expect(calls).toEqual([
      'create "run/lab-00"',
      "grant",
      'advance "2026-01-01T00:00:10.000Z"',
      'start "job-2"  {"untilMs":3000}',
      'advance "2026-01-01T00:00:13.000Z"',
      'settle "job-2" 3000 {"untilMs":6000}',
      'advance "2026-01-01T00:00:16.000Z"',
      'settle "job-2" 6000 {"untilMs":10000}',
      'advance "2026-01-01T00:00:20.000Z"',
      'complete "job-2" 10000',
    ]);
    expect(tally.all).toEqual({ jobs: 1, refused: 0, paused: 0, charged: 7n });
    expect([tally.settles, tally.requests]).toEqual([3, calls.length]);
  });

  it("advances the clock only when the time changes", async () => {
    const jobs = [
      aTraceJob({ line: 2, mode: "timed", startS: 0, endS: 0, state: "failed" }),
      aTraceJob({ line: 3, mode: "timed", startS: 0, endS: 5, state: "cancelled" }),
    ];
    const { calls } = await replayed(jobs);
    expect(calls.slice(2)).toEqual([
      'start "job-2" 0 ',
      'fail "job-2" 0 "user"',
      'start "job-3" 5000 ',
      'advance "2026-01-01T00:00:05.000Z"',
      'cancel "job-3" 5000',
    ]);
  });

  it("does not set the clock back to times that an earlier try has passed", async () => {
    const { calls } = await replayed([inEpochs], { testClock: "2026-01-01T00:00:16.000Z" });
    expect(calls.filter((call) => call.startsWith("advance"))).toEqual(['advance "2026-01-01T00:00:20.000Z"']);
    expect(calls).toHaveLength(7);
  });

  it("sends nothing more for a refused job, and counts the missing credit", async () => {
    const answers = { "run/job-2/start": refused("insufficient_credit", { missing: 41n }) };
    const { calls, tally } = await replayed([inEpochs], answers);
    expect(calls.slice(2)).toEqual(['advance "2026-01-01T00:00:10.000Z"', 'start "job-2"  {"untilMs":3000}']);
    expect(tally.all).toEqual({ jobs: 1, refused: 1, paused: 0, charged: 0n });
    expect(tally.missing).toEqual({ total: 41n, largest: 41n });
  });

  it("does not resume a paused job, and cancels it at its end with the settled quantity", async () => {
    const { calls, tally } = await replayed([inEpochs], { "run/job-2/epoch-1": { decision: "pause" } });
    expect(calls.slice(4)).toEqual([
      'advance "2026-01-01T00:00:13.000Z"',
      'settle "job-2" 3000 {"untilMs":6000}',
      'advance "2026-01-01T00:00:20.000Z"',
      'cancel "job-2" 3000',
    ]);
    expect(tally.all).toEqual({ jobs: 1, refused: 0, paused: 1, charged: 7n });
  });

  it("lists a resource that the API's catalog does not have as invalid", async () => {
    const { tally } = await replayed([inEpochs], { "run/job-2/start": refused("unknown_resource") });
    expect(tally.invalid).toEqual([{ line: 2, reason: "unknown_resource." }]);
    expect(tally.all.jobs).toBe(0);
  });

  it("stops if the run was made from another trace", async () => {
    const answers = { "run/job-2/start": refused("key_reused") };
    await expect(replayed([inEpochs], answers)).rejects.toThrow(/job job-2 of lab-00 \(line 2\).*choose another --run/);
  });
});

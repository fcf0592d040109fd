import { describe, expect, it } from "vitest";
import { aTraceJob } from "../trace/a-trace-job.fixture.ts";
import type { TraceJob } from "../trace/trace-job.ts";
import { orderEvents } from "./order-events.ts";

const timed = (line: number, startS: number, endS: number): TraceJob =>
  aTraceJob({ line, mode: "timed", startS, endS });
const inEpochs = (line: number, epochs: number, startS: number, endS: number): TraceJob =>
  aTraceJob({ line, epochs, startS, endS });

/** One text for each event, such as `start 2 @0`: kind, line of the job, time. */
function eventTexts(jobs: readonly TraceJob[]): string[] {
  return [...orderEvents(jobs)].map(({ kind, job, atS }) => `${kind} ${job.line} @${atS}`);
}

describe("orderEvents", () => {
  it.each<[string, TraceJob[], string[]]>([
    ["orders by time", [timed(2, 0, 9), timed(3, 4, 6)], ["start 2 @0", "start 3 @4", "end 3 @6", "end 2 @9"]],
    [
      "puts ends before starts at the same time",
      [timed(2, 0, 5), timed(3, 5, 6)],
      ["start 2 @0", "end 2 @5", "start 3 @5", "end 3 @6"],
    ],
    [
      "puts ends of epochs before starts, too",
      [inEpochs(2, 2, 0, 10), timed(3, 5, 10)],
      ["start 2 @0", "epoch 2 @5", "start 3 @5", "end 2 @10", "end 3 @10"],
    ],
    [
      "then orders by line, for both kinds of end",
      [inEpochs(2, 2, 0, 4), timed(3, 0, 2), inEpochs(4, 2, 0, 4)],
      ["start 2 @0", "start 3 @0", "start 4 @0", "epoch 2 @2", "end 3 @2", "epoch 4 @2", "end 2 @4", "end 4 @4"],
    ],
    [
      "ends a job of length 0 after its own start",
      [timed(2, 3, 3), timed(3, 3, 4)],
      ["start 2 @3", "end 2 @3", "start 3 @3", "end 3 @4"],
    ],
    [
      "accepts lines that are not sorted by start",
      [timed(2, 7, 8), timed(3, 1, 2)],
      ["start 3 @1", "end 3 @2", "start 2 @7", "end 2 @8"],
    ],
    ["returns no events for no jobs", [], []],
  ])("%s", (_rule, jobs, events) => {
    expect(eventTexts(jobs)).toEqual(events);
  });

  it("keeps the order of many jobs", () => {
    const jobs = Array.from({ length: 500 }, (_, index) =>
      inEpochs(index + 2, 1 + (index % 7), (index * 37) % 101, ((index * 37) % 101) + ((index * 53) % 97)),
    );
    const events = [...orderEvents(jobs)];
    const rank = ({ kind, plan }: (typeof events)[number]) => (kind === "start" || plan.durationS === 0 ? 1 : 0);
    const key = (event: (typeof events)[number]) => [event.atS, rank(event), event.job.line] as const;
    const sorted = events.toSorted((a, b) => {
      const x = key(a);
      const y = key(b);
      return x[0] - y[0] || x[1] - y[1] || x[2] - y[2];
    });
    expect(events.map(key)).toEqual(sorted.map(key));
    expect(events.filter(({ kind }) => kind === "end")).toHaveLength(500);
  });
});

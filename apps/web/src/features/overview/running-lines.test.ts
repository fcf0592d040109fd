import { expect, it } from "vitest";
import { keyOf, linkOf, perHourOf, runningLines } from "./running-lines.ts";

type Overview = Parameters<typeof runningLines>[0];

const overview = (jobs: readonly string[], endpoints: readonly string[], stored: string): Overview =>
  ({
    running: jobs.map((perHour, n) => ({ id: `job_${n}`, job: `job-${n}`, perHour })),
    endpoints: endpoints.map((perHour, n) => ({ id: `endpoint_${n}`, endpoint: `endpoint-${n}`, perHour })),
    storage: { bytes: "1", volumes: 1, perHour: stored, accrued: "0", month: "0" },
  }) as unknown as Overview;

it("the lines are the dearest five, with storage as the last one", () => {
  const lines = runningLines(overview(["9", "7", "1"], ["8", "2"], "5"));
  expect(lines.map(keyOf)).toEqual(["job_0", "endpoint_0", "job_1", "endpoint_1", "storage"]);
  expect(lines.map(perHourOf)).toEqual(["9", "8", "7", "2", "5"]);
});

it("storage within the included amount has no line", () => {
  expect(runningLines(overview(["9"], [], "0")).map(keyOf)).toEqual(["job_0"]);
});

it("each line leads to its page", () => {
  const lines = runningLines(overview(["9"], ["8"], "5"));
  expect(lines.map((line) => linkOf(line, "org_1").to)).toEqual([
    "/o/$org/jobs/$job",
    "/o/$org/endpoints/$endpoint",
    "/o/$org/endpoints",
  ]);
});

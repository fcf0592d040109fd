import { describe, expect, it } from "vitest";
import { jobMeant, namesWith } from "./job-names.ts";

describe("the names of jobs for a text", () => {
  it("contain it anywhere, in any case", () => {
    expect(namesWith(["nightly-vision", "Vision-2", "notes-1"], "VIS")).toEqual(["nightly-vision", "Vision-2"]);
  });

  it.each([
    ["the job of exactly this name", ["Run-1", "run-1", "run-10"], "run-1", "run-1"],
    ["the job of this name in another case", ["run-10", "Run-1"], "run-1", "Run-1"],
    ["the first job that contains it", ["nightly-vision", "vision-2"], "vision", "nightly-vision"],
    ["the text itself, if no job contains it", [], "nothing", "nothing"],
  ])("mean %s", (_, names, text, job) => {
    expect(jobMeant(names, text)).toBe(job);
  });
});

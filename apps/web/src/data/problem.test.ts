import { describe, expect, it } from "vitest";
import { problemOf } from "./problem.ts";

const answered = (code: string, retryAfterMs: number | null = null) =>
  Object.assign(new Error("What happened."), {
    name: "TRPCClientError",
    data: { scrip: { code, details: { missing: "5" }, retryAfterMs, requestId: "r-1" } },
  });

describe("an error", () => {
  it.each([
    ["unauthenticated", "signed_out", false],
    ["not_found", "missing", false],
    ["job_not_found", "missing", false],
    ["insufficient_credit", "refused", false],
    ["bad_input", "refused", false],
    ["busy", "failed", true],
    ["internal", "failed", true],
  ])("of the API with the code %s is %s", (code, kind, mayPass) => {
    const { title: _title, ...problem } = problemOf(answered(code, 1500));
    const said = { message: "What happened.", details: { missing: "5" }, requestId: "r-1", retryAfterMs: 1500 };
    expect(problem).toEqual({ kind, code, mayPass, ...said });
  });

  it.each([
    ["the browser's", new TypeError("Failed to fetch")],
    ["the client's", Object.assign(new Error("Failed to fetch"), { name: "TRPCClientError" })],
  ])("of the network, in %s words, is no answer, and passes", (_name, error) => {
    expect(problemOf(error)).toMatchObject({ kind: "offline", code: null, requestId: null, mayPass: true });
  });

  it.each([[new RangeError("our own fault")], ["thrown text"], [null], [{ data: {} }]])(
    "of the page itself stays: %s",
    (error) => {
      expect(problemOf(error)).toMatchObject({ kind: "failed", code: null, mayPass: false });
    },
  );
});

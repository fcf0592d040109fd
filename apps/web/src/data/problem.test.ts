import { describe, expect, it } from "vitest";
import { ApiError } from "./api-request.ts";
import { problemOf } from "./problem.ts";

const answered = (code: string, httpStatus: number, retryAfterMs: number) =>
  new ApiError("What happened.", {
    httpStatus,
    scrip: { code, details: { missing: "5" }, retryAfterMs, requestId: "r-1" },
  });

describe("an error", () => {
  it.each([
    ["unauthenticated", 401, "signed_out", false],
    ["not_found", 404, "missing", false],
    ["job_not_found", 404, "missing", false],
    ["insufficient_credit", 402, "refused", false],
    ["bad_input", 400, "refused", false],
    ["busy", 503, "failed", true],
    ["internal", 500, "failed", true],
    ["a_code_of_a_newer_server", 404, "missing", false],
    ["bad_input", 413, "refused", false],
  ])("of the API with the code %s and the status %i is %s", (code, status, kind, mayPass) => {
    const { title: _title, ...problem } = problemOf(answered(code, status, 1500));
    const rest = { message: "What happened.", details: { missing: "5" }, requestId: "r-1", retryAfterMs: 1500 };
    expect(problem).toEqual({ kind, code, mayPass, ...rest });
  });

  it.each([
    ["the browser's", new TypeError("Failed to fetch")],
    ["the client's", new ApiError("The server gave no answer.")],
  ])("of the network, in %s words, has no answer and may pass", (_name, error) => {
    expect(problemOf(error)).toMatchObject({ kind: "offline", code: null, requestId: null, mayPass: true });
  });

  it.each([[new RangeError("our own fault")], ["thrown text"], [null], [{ data: {} }]])(
    "of the page itself does not pass: %s",
    (error) => {
      expect(problemOf(error)).toMatchObject({ kind: "failed", code: null, mayPass: false });
    },
  );
});

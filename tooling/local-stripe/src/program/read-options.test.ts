import { expect, it } from "vitest";
import { readOptions } from "./read-options.ts";

it("reads the command line", () => {
  expect(readOptions([], {})).toMatchObject({ port: 12111, secretKey: undefined, account: {} });
  const args = ["--port", "0", "--file", "state.json", "--retry-days", "1,3,7", "--delayed-days", "2"];
  expect(readOptions(args, {})).toMatchObject({
    port: 0,
    file: "state.json",
    account: { retryDays: [1, 3, 7], delayedPaymentDays: 2 },
  });
});

it.each([
  [["--colour"], {}, "Unknown option"],
  [["--port", "x"], {}, "--port must be a whole number"],
  [["--file", "a", "--database", "postgresql://b"], {}, "not both"],
  [["--key", "sk_live_1"], {}, "must begin with sk_test_"],
  [[], { NODE_ENV: "production" }, "does not run in production"],
])("G15 refuses %j with %j", (args, env, problem) => {
  expect(readOptions(args, env)).toEqual({ problem: expect.stringContaining(problem) });
});

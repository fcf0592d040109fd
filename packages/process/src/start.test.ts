import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { EnvError } from "./env.ts";
import { startProblem } from "./start.ts";

class StartupError extends Error {}

it.each([
  ["of the environment", new EnvError("The API cannot start with this environment.")],
  ["that the process names", new StartupError("Grant the role.")],
  ["of a taken port", Object.assign(new Error("listen EADDRINUSE"), { syscall: "listen" })],
])("prints only the message of an error %s", (_what, error) => {
  expect(startProblem(error, [StartupError])).toBe(error.message);
});

it("prints the stack of any other error, and the stacks of its causes and parts", () => {
  const error = new TypeError("broken", {
    cause: new AggregateError([new Error("IPv6"), new Error("IPv4")], "no way"),
  });
  const text = startProblem(error, [StartupError]);
  expect(text).toMatch(/^TypeError: broken\n +at .*start\.test\.ts/);
  const heads = text.split("\n").filter((line) => !/^ +at /.test(line));
  expect(heads).toEqual(["TypeError: broken", "caused by AggregateError: no way", "Error: IPv6", "Error: IPv4"]);
});

it("prints a thrown value that is not an error", () => {
  expect(startProblem("no luck", [])).toBe("string: no luck");
});

it("a failed start closes its parts, prints the error without secrets, and exits with code 1", () => {
  const { status, stdout, stderr } = runFixture("start");
  expect([status, stdout]).toEqual([1, "second closed\nfirst closed\n"]);
  expect(stderr).toMatch(/^Error: no answer from postgres:\/\/app:\[hidden\]@db\/scrip\n +at .*start\.fixture\.ts/);
  expect(stderr).not.toContain("canary");
});

it("an uncaught error is logged without secrets, and the process exits with code 1", () => {
  const { status, stdout, stderr } = runFixture("later");
  expect([status, stderr]).toEqual([1, ""]);
  expect(JSON.parse(stdout)).toMatchObject({
    level: "fatal",
    err: { stack: expect.stringContaining("start.fixture.ts") },
  });
  expect(stdout).not.toContain("canary");
});

function runFixture(moment: "start" | "later") {
  const program = fileURLToPath(new URL("./start.fixture.ts", import.meta.url));
  return spawnSync(process.execPath, [program, moment], { encoding: "utf8" });
}

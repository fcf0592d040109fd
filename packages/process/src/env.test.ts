import { expect, it } from "vitest";
import { z } from "zod";
import { crashHook, EnvError, portFrom, processFields, readEnv } from "./env.ts";

const schema = processFields.extend({
  DATABASE_URL: z.url(),
  PORT: portFrom(0).default(4000),
  FIXED_PORT: portFrom(1).optional(),
  SCRIP_TEST_CRASH_AT: crashHook((text) => (text === "here:1" ? { point: "here" } : null), "here:1"),
});

const DATABASE_URL = "postgres://app@localhost/scrip";

const read = (variables: NodeJS.ProcessEnv) => readEnv(schema, variables, "The process");

it("uses the defaults of variables that are not set, and ignores other variables", () => {
  expect(read({ DATABASE_URL, PATH: "/bin" })).toEqual({
    DATABASE_URL,
    PORT: 4000,
    NODE_ENV: "development",
    OTEL_TRACES_SAMPLER_ARG: 1,
    SCRIP_LOG_LEVEL: "info",
    SCRIP_RESTORED: false,
  });
});

it("treats an empty variable as not set", () => {
  expect(read({ DATABASE_URL, PORT: "", SCRIP_LOG_LEVEL: "", FIXED_PORT: "" })).toMatchObject({
    PORT: 4000,
    SCRIP_LOG_LEVEL: "info",
  });
  expect(() => read({ DATABASE_URL: "" })).toThrow("DATABASE_URL: is not set");
});

it("names all wrong variables at once", () => {
  const wrong = { PORT: "70000", SCRIP_LOG_LEVEL: "loud", SCRIP_TEST_CRASH_AT: "here:1", NODE_ENV: "production" };
  expect(() => read(wrong)).toThrow(EnvError);
  const message = messageOf(() => read(wrong));
  expect(message.split("\n")).toEqual([
    "The process cannot start with this environment.",
    "SCRIP_TEST_CRASH_AT: is a hook of tests, and production does not start with it",
    expect.stringMatching(/^SCRIP_LOG_LEVEL: Invalid option: expected one of "fatal"/),
    "DATABASE_URL: is not set",
    "PORT: must be a port, a whole number from 0 to 65535",
  ]);
});

it("does not repeat a wrong value, which may be a secret", () => {
  const message = messageOf(() => read({ DATABASE_URL: "postgres//app:secret@localhost", PORT: "secret" }));
  expect(message).toContain("DATABASE_URL: Invalid URL");
  expect(message).not.toContain("secret");
});

it.each(["http", "-1", "65536", "4870.5"])("refuses %j as a port", (text) => {
  expect(() => read({ DATABASE_URL, PORT: text })).toThrow("PORT: must be a port, a whole number from 0 to 65535");
});

it("accepts port 0 only if the system may choose the port", () => {
  expect(read({ DATABASE_URL, PORT: "0" })).toMatchObject({ PORT: 0 });
  expect(() => read({ DATABASE_URL, FIXED_PORT: "0" })).toThrow("FIXED_PORT: must be a port, a whole number from 1");
});

it("G15 accepts a crash point outside production only", () => {
  const hooked = { DATABASE_URL, SCRIP_TEST_CRASH_AT: "here:1" };
  expect(read(hooked)).toMatchObject({ SCRIP_TEST_CRASH_AT: { point: "here" } });
  expect(() => read({ ...hooked, NODE_ENV: "production" })).toThrow("SCRIP_TEST_CRASH_AT: is a hook of tests");
  expect(() => read({ ...hooked, SCRIP_TEST_CRASH_AT: "there" })).toThrow(
    "SCRIP_TEST_CRASH_AT: must be a crash point and a number, such as here:1",
  );
});

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}

import { expect, it } from "vitest";
import { readWorkerEnv } from "./env.ts";

const url = "postgres://worker@localhost/scrip";

it("sweeps each minute and serves health to this machine only, by default", () => {
  expect(readWorkerEnv({ WORKER_DATABASE_URL: url })).toEqual({
    WORKER_DATABASE_URL: url,
    SCRIP_SWEEP_SECONDS: 60,
    SCRIP_POLL_SECONDS: 2,
    SCRIP_LEDGER_LANES: 2,
    SCRIP_WORKER_HOST: "127.0.0.1",
    NODE_ENV: "development",
    SCRIP_LOG_LEVEL: "info",
  });
});

it.each([
  [{}, "WORKER_DATABASE_URL"],
  [{ WORKER_DATABASE_URL: url, SCRIP_SWEEP_SECONDS: "0.5" }, "SCRIP_SWEEP_SECONDS"],
  [{ WORKER_DATABASE_URL: url, SCRIP_SWEEP_SECONDS: "0" }, "SCRIP_SWEEP_SECONDS"],
  [{ WORKER_DATABASE_URL: url, SCRIP_POLL_SECONDS: "0.1" }, "SCRIP_POLL_SECONDS"],
  [{ WORKER_DATABASE_URL: url, SCRIP_WORKER_PORT: "70000" }, "SCRIP_WORKER_PORT"],
  [{ WORKER_DATABASE_URL: url, SCRIP_TEST_CRASH_AT: "due.ran" }, "SCRIP_TEST_CRASH_AT: must be a crash point"],
])("names the wrong variable: %o", (variables, name) => {
  expect(() => readWorkerEnv(variables)).toThrow(name);
});

it("G15 production does not start with a hook of tests", () => {
  const variables = { WORKER_DATABASE_URL: url, SCRIP_TEST_CRASH_AT: "due.ran:3" };
  expect(readWorkerEnv(variables)).toMatchObject({ SCRIP_TEST_CRASH_AT: { point: "due.ran", nth: 3 } });
  expect(() => readWorkerEnv({ ...variables, NODE_ENV: "production" })).toThrow(
    "SCRIP_TEST_CRASH_AT: is a hook of tests",
  );
});

import { expect, it } from "vitest";
import { readWorkerEnv } from "./env.ts";

const url = "postgres://worker@localhost/scrip";

it("sweeps each minute and serves health to this machine only, by default", () => {
  expect(readWorkerEnv({ WORKER_DATABASE_URL: url })).toEqual({
    WORKER_DATABASE_URL: url,
    SCRIP_CATALOG: "tiered",
    SCRIP_SWEEP_SECONDS: 60,
    SCRIP_POLL_SECONDS: 2,
    SCRIP_LEDGER_LANES: 2,
    SCRIP_WORKER_HOST: "127.0.0.1",
    NODE_ENV: "development",
    OTEL_TRACES_SAMPLER_ARG: 1,
    SCRIP_LOG_LEVEL: "info",
    SCRIP_RESTORED: false,
    SCRIP_WEBHOOK_ALLOW_PRIVATE: false,
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

it("knows the mail server and the sender", () => {
  const variables = {
    WORKER_DATABASE_URL: url,
    SCRIP_SMTP_URL: "smtp://scrip:p%40ss@mail.example.com",
    SCRIP_MAIL_FROM: "Scrip <credit@example.com>",
  };
  expect(readWorkerEnv(variables)).toMatchObject({
    SCRIP_SMTP_URL: {
      host: "mail.example.com",
      port: 587,
      tls: "upgrade",
      login: { user: "scrip", pass: "p@ss" },
    },
    SCRIP_MAIL_FROM: { name: "Scrip", address: "credit@example.com" },
  });
  expect(() => readWorkerEnv({ ...variables, SCRIP_MAIL_FROM: "" })).toThrow("SCRIP_MAIL_FROM: is not set");
  expect(() => readWorkerEnv({ WORKER_DATABASE_URL: url, NODE_ENV: "production" })).toThrow(
    /SCRIP_SMTP_URL: is not set\nSCRIP_AUTH_SECRET: is not set/,
  );
});

it("does not repeat the password of a wrong address", () => {
  const wrong = { WORKER_DATABASE_URL: url, SCRIP_SMTP_URL: "smtp://scrip:canary@host/path" };
  expect(() => readWorkerEnv(wrong)).toThrow("SCRIP_SMTP_URL: must be the address of a mail server");
  expect(() => readWorkerEnv(wrong)).not.toThrow("canary");
});

import { expect, it } from "vitest";
import { readEnvironment } from "./environment.ts";

const DEFAULTS = {
  cells: new Map(),
  apiPort: 4870,
  postgresPort: 54870,
  workerPort: 4871,
  metricsPort: 4872,
  webPort: 4880,
  mailboxPort: 4873,
  stripePort: 4874,
  hasStripe: false,
  hasMailServer: false,
};

it.each([{}, { APP_DATABASE_URL: "postgres://app@db/scrip" }])(
  "has the default ports and an embedded database with %j",
  (env) => {
    expect(readEnvironment(env)).toEqual({ ...DEFAULTS, isProduction: false, databaseUrl: undefined, roleUrls: {} });
  },
);

it("accepts other ports and an external server", () => {
  const env = {
    SCRIP_PORT: "5000",
    SCRIP_PG_PORT: "5001",
    SCRIP_WORKER_PORT: "5002",
    SCRIP_METRICS_PORT: "5003",
    SCRIP_WEB_PORT: "5004",
    SCRIP_MAILBOX_PORT: "5005",
    SCRIP_STRIPE_PORT: "5006",
    STRIPE_SECRET_KEY: "sk_test_own",
    SCRIP_SMTP_URL: "smtps://mail.example.com",
    SCRIP_CELLS: "b=postgres://other/scrip",
    DATABASE_URL: "postgres://owner@db/scrip",
    APP_DATABASE_URL: "postgres://app@db/scrip",
    NODE_ENV: "production",
  };
  expect(readEnvironment(env)).toEqual({
    apiPort: 5000,
    postgresPort: 5001,
    workerPort: 5002,
    metricsPort: 5003,
    webPort: 5004,
    mailboxPort: 5005,
    stripePort: 5006,
    hasStripe: true,
    hasMailServer: true,
    isProduction: true,
    databaseUrl: "postgres://owner@db/scrip",
    roleUrls: { app: "postgres://app@db/scrip" },
    cells: new Map([["b", "postgres://owner@other/scrip"]]),
  });
});

it("turns the API's metrics off if their port is 0", () => {
  expect(readEnvironment({ SCRIP_METRICS_PORT: "0" })).toMatchObject({ metricsPort: 0 });
});

it.each(["http", "0", "70000", "4870.5"])("refuses %j as a port, and names the variable", (text) => {
  expect(() => readEnvironment({ SCRIP_PORT: text })).toThrow(`SCRIP_PORT: must be a port`);
});

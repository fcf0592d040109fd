import { expect, it } from "vitest";
import { readEnvironment } from "./environment.ts";

it.each([{}, { APP_DATABASE_URL: "postgres://app@db/scrip" }])(
  "has usual ports and an embedded database with %j",
  (env) => {
    expect(readEnvironment(env)).toEqual({ apiPort: 4870, postgresPort: 54870, databaseUrl: undefined, roleUrls: {} });
  },
);

it("takes ports and a server of one's own", () => {
  const env = {
    SCRIP_PORT: "5000",
    SCRIP_PG_PORT: "5001",
    DATABASE_URL: "postgres://owner@db/scrip",
    APP_DATABASE_URL: "postgres://app@db/scrip",
  };
  expect(readEnvironment(env)).toEqual({
    apiPort: 5000,
    postgresPort: 5001,
    databaseUrl: "postgres://owner@db/scrip",
    roleUrls: { app: "postgres://app@db/scrip" },
  });
});

it.each(["http", "0", "70000", "4870.5"])("refuses %j as a port, naming the variable", (text) => {
  expect(() => readEnvironment({ SCRIP_PORT: text })).toThrow(`SCRIP_PORT must be a port`);
});

import { expect, it } from "vitest";
import { readEnv } from "./env.ts";

const url = "postgres://worker@localhost/scrip";

it("looks each minute and tells its health to this machine only, unless said otherwise", () => {
  expect(readEnv({ WORKER_DATABASE_URL: url })).toEqual({
    ...{ WORKER_DATABASE_URL: url, SCRIP_SWEEP_SECONDS: 60, SCRIP_LEDGER_LANES: 2 },
    SCRIP_WORKER_HOST: "127.0.0.1",
  });
});

it.each([
  [{}, "WORKER_DATABASE_URL"],
  [{ WORKER_DATABASE_URL: url, SCRIP_SWEEP_SECONDS: "0.5" }, "SCRIP_SWEEP_SECONDS"],
  [{ WORKER_DATABASE_URL: url, SCRIP_SWEEP_SECONDS: "0" }, "SCRIP_SWEEP_SECONDS"],
  [{ WORKER_DATABASE_URL: url, SCRIP_WORKER_PORT: "70000" }, "SCRIP_WORKER_PORT"],
])("names the variable that is wrong: %o", (variables, name) => {
  expect(() => readEnv(variables)).toThrow(name);
});

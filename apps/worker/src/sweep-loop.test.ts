import { expect, it } from "vitest";
import { readEnv } from "./env.ts";
import { sweepUntilStopped } from "./sweep-loop.ts";

const orgId = "01900000-0000-7000-8000-000000000001";

it("goes on after a sweep that failed and tells of work that did, until it is stopped", async () => {
  const stop = new AbortController();
  const lines: string[] = [];
  const sweeps = [
    () => Promise.reject(new Error("the database is away")),
    () => {
      const failure = { orgId, kind: "expire_grant", refId: "g", error: new Error("poisoned") } as const;
      return Promise.resolve({ ran: 2, failures: [failure] });
    },
    () => {
      stop.abort();
      return Promise.resolve({ ran: 0, failures: [] });
    },
  ];
  const sweep = () => sweeps.shift()?.() ?? Promise.reject(new Error("swept after the stop"));
  await sweepUntilStopped({ sweep, everyMs: 1, log: (line) => lines.push(line), signal: stop.signal });
  expect(lines).toEqual([
    "the sweep failed and will be tried again: the database is away",
    "ran 2 pieces of due work",
    `expire_grant g of organization ${orgId} failed and stays due: poisoned`,
  ]);
});

it.each([
  [{}, "WORKER_DATABASE_URL"],
  [{ WORKER_DATABASE_URL: "postgres://worker@localhost/scrip", SCRIP_SWEEP_SECONDS: "0.5" }, "SCRIP_SWEEP_SECONDS"],
])("names the variable that is wrong: %o", (variables, name) => {
  expect(() => readEnv(variables)).toThrow(name);
});

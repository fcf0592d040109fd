import { expect, it } from "vitest";
import { usd } from "../money/index.ts";
import { checkClose } from "./close-organization.ts";

const nothing = { balance: { owed: 0n, reserved: 0n }, openJobs: 0, openHolds: 0, runningEndpoints: 0 };

it("an organization that owes nothing and runs nothing may be closed", () => {
  expect(checkClose(nothing).ok).toBe(true);
});

it.each([
  ["debts", { balance: { owed: usd("12.30"), reserved: 0n } }, "organization_owes", { owed: "12300000" }],
  ["jobs", { openJobs: 2 }, "organization_runs_work", { jobs: 2, holds: 0, endpoints: 0, reserved: "0" }],
  ["endpoints", { runningEndpoints: 1 }, "organization_runs_work", { jobs: 0, endpoints: 1, reserved: "0" }],
  [
    "a hold",
    { openHolds: 1, balance: { owed: 0n, reserved: 5n } },
    "organization_runs_work",
    { jobs: 0, holds: 1, reserved: "5" },
  ],
  // Debt comes first: it is what a member can do something about at once.
  ["debts and jobs", { openJobs: 1, balance: { owed: 1n, reserved: 0n } }, "organization_owes", { owed: "1" }],
])("one with %s may not", (_what, change, code, data) => {
  expect(checkClose({ ...nothing, ...change })).toMatchObject({ error: { code, data } });
});

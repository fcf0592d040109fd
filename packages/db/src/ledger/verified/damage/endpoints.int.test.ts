import { afterAll, expect, it } from "vitest";
import { advanceClock } from "../../../due/advance-clock.test-support.ts";
import { testDatabase } from "../../../testing/index.ts";
import { Account, appLedger } from "../../an-account.test-support.ts";
import { openUnlocked } from "./open-unlocked.fixture.ts";

const NOWHERE = "00000000-0000-7000-8000-999999999999";
const START = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;

const database = await testDatabase();
const ledger = appLedger(database);
const app = await database.open("app");
const account = await Account.open(app, ledger, START);
const { stopped, running } = await someEndpoints();
const unlocked = await openUnlocked(database);
afterAll(() => Promise.all([unlocked.close(), ledger.close()]));

function to(minutes: number) {
  return advanceClock(ledger, account.orgId, START + minutes * MINUTE);
}

/** One endpoint that ran, was stopped, started again, scaled and stopped; and one that runs. */
async function someEndpoints() {
  await account.grant("100");
  const terms = { resource: "gpu.h100-80gb", unitsMilli: 1000, project: null, member: null };
  const { endpoint: first } = await account.run("startEndpoint", { ref: "first", ...terms });
  await to(1);
  await account.run("stopEndpoint", { ref: "first" });
  await to(2);
  await account.run("startEndpoint", { ref: "first", ...terms, unitsMilli: 777 });
  const { endpoint: second } = await account.run("startEndpoint", { ref: "second", ...terms, unitsMilli: 1 });
  await to(3);
  await account.run("scaleEndpoint", { ref: "first", resource: "gpu.rtx-3090", unitsMilli: null });
  await to(4);
  await account.run("stopEndpoint", { ref: "first" });
  await to(7);
  await account.run("settleEndpoint", { endpointId: second });
  return { stopped: first, running: second };
}

it("finds nothing in endpoints as they are charged", () => {
  expect(unlocked.known.filter((finding) => finding.includes(account.orgId))).toEqual([]);
});

const endpoint = (id: string, set: string): string => `UPDATE endpoints SET ${set} WHERE id = '${id}'`;
const charge = (leg: number, set: string): string =>
  `UPDATE metered_charges SET ${set} WHERE meter_id = '${stopped}' AND leg = ${leg}`;
const copy = (values: object): string => `INSERT INTO endpoints
  SELECT (jsonb_populate_record(e, '${JSON.stringify(values)}')).* FROM endpoints e WHERE id = '${stopped}'`;
const gone = (leg: number): string => `DELETE FROM metered_charges WHERE meter_id = '${stopped}' AND leg = ${leg}`;

it.each([
  ["another price per hour", endpoint(running, "rate = rate + 1"), "L19"],
  ["another resource", endpoint(running, "resource = 'gpu.l40s'"), "L19"],
  ["another catalog", endpoint(stopped, "catalog_version = 99"), "L19"],
  ["another catalog while it runs", endpoint(running, "catalog_version = 99"), "L19 L29"],
  ["no units while it runs", endpoint(running, "units_milli = 0"), "L29"],
  ["another sum", endpoint(running, "charged = charged + 1"), "L19"],
  ["another remainder", endpoint(running, "remainder = remainder + 1"), "L19"],
  ["another number of charges", endpoint(running, "charges = charges + 1"), "L20"],
  ["time that was never charged", endpoint(stopped, "settled_at = settled_at + interval '1 ms'"), "L20"],
  ["a longer stop", endpoint(stopped, "stopped_ms = stopped_ms + 1"), "L20"],
  ["a later first start", endpoint(stopped, "created_at = created_at + interval '1 ms'"), "L20"],
  ["a stop before its charged time ends", endpoint(stopped, "stopped_at = stopped_at - interval '1 ms'"), "L20"],
  ["a later last start", endpoint(stopped, "started_at = started_at + interval '1 ms'"), "L20"],
  ["a stop without a reason", endpoint(stopped, "stop_reason = NULL"), "L20"],
  ["a reason to stop while it runs", endpoint(running, "stop_reason = 'asked'"), "L20"],
  ["a row that is there twice", copy({}), "L13"],
  ["an invented row of the same name", copy({ id: NOWHERE }), "L13 L19 L20"],
  ["an invented row of another name", copy({ id: NOWHERE, ref: "third" }), "L19 L20"],
  ["a row of an organization that does not exist", endpoint(running, `org_id = '${NOWHERE}'`), "L28 L29"],
  [
    "a stopped endpoint that runs",
    endpoint(stopped, "state = 'running', stopped_at = NULL, stop_reason = NULL"),
    "L29",
  ],
  [
    "a running endpoint that is stopped",
    endpoint(running, "state = 'stopped', stopped_at = settled_at, stop_reason = 'asked'"),
    "L29",
  ],
  ["a charge of more", charge(1, "amount = amount + 1"), "L6 L9 L12 L19"],
  ["a charge of longer time", charge(1, "until_at = until_at + interval '1 ms'"), "L9 L19 L20"],
  ["a charge of more units", charge(2, "units_milli = units_milli + 1"), "L9 L19"],
  ["a charge of another quantity", charge(2, "quantity = quantity + 1"), "L9 L19"],
  ["a charge at another price", charge(2, "rate = rate + 1"), "L9 L19"],
  ["a charge of time that is charged twice", charge(3, "from_at = from_at - interval '1 minute'"), "L9 L19 L20"],
  ["a charge of another endpoint", charge(3, `meter_id = '${NOWHERE}', leg = 1`), "L9 L19 L20 L28"],
  ["the first charge is gone", gone(1), "L6 L12 L14 L19 L20"],
  ["an endpoint with charges is gone", `DELETE FROM endpoints WHERE id = '${stopped}'`, "L28"],
  ["a running endpoint is gone", `DELETE FROM endpoints WHERE id = '${running}'`, "L28 L29"],
  ["an organization that forgot its running work", "UPDATE organizations SET has_meters = false", "L3"],
  ["a running endpoint that nothing settles", "DELETE FROM due WHERE kind = 'settle_endpoint'", "L29"],
  [
    "a running endpoint that is settled late",
    "UPDATE due SET due_at = due_at + interval '1 ms' WHERE kind = 'settle_endpoint'",
    "L29",
  ],
])("%s", async (_what, statement, names) => {
  expect(await unlocked.brokenBy(statement)).toBe(names);
});

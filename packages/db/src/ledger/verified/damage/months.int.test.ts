import { randomUUIDv7 } from "node:crypto";
import { catalogText, parseCatalog, tiered } from "@scrip/domain/catalog";
import { priceBook } from "@scrip/domain/ledger";
import { eventKey } from "@scrip/domain/usage/events";
import { afterAll, expect, it } from "vitest";
import { advanceClock } from "../../../due/advance-clock.test-support.ts";
import { anOrganization, testDatabase } from "../../../testing/index.ts";
import { Account, appLedger } from "../../an-account.test-support.ts";
import { openUnlocked } from "./open-unlocked.fixture.ts";

const NOWHERE = "00000000-0000-7000-8000-999999999999";
const START = Date.UTC(2026, 0, 30);
const FEBRUARY = Date.UTC(2026, 1, 1);
const HOUR = 3_600_000;

const tiers = [{ upTo: 10, rate: "4.00" }, { rate: "3.00" }];
const catalog = catalogWith({
  traffic: { title: "Traffic", unit: "gb", kinds: ["network"], price: { kind: "volume", tiers } },
  least: { title: "Least", unit: "gb", kinds: ["network"], price: { kind: "graduated", tiers, minimum: "50.00" } },
  served: { title: "Served", unit: "hour", kinds: ["endpoint"], price: { kind: "graduated", tiers } },
});

function catalogWith(resources: object) {
  const network = { ...tiered.policies.storage, charging: { kind: "once" } };
  const all = { ...tiered.resources, ...resources };
  const parsed = parseCatalog({ ...tiered, resources: all, policies: { ...tiered.policies, network } });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

const database = await testDatabase();
const books = { ensure: async () => {}, book: (version: number) => priceBook(version, catalog) };
const ledger = appLedger(database, { books });
const app = await database.open("app");
const { orgId } = await anOrganization(app, { clockAt: START, catalog: catalogText(catalog) });
const account = new Account(ledger, orgId);
await aLife();
const unlocked = await openUnlocked(database);
afterAll(() => Promise.all([unlocked.close(), ledger.close()]));
const months = await monthsOf();

async function use(resource: string, units: number, name: string, corrects: string | null = null) {
  const terms = { source: "meter", name, resource, quantity: BigInt(units) * 1_000_000n, eventAt: null };
  const labels = { project: null, member: null, corrects, refundId: randomUUIDv7() };
  const outcome = await account.try("recordUsage", { ...terms, ...labels }, eventKey("meter", name));
  if (!outcome.ok) throw new Error(outcome.refusal.message);
}

/** January has a volume price that fell, a minimum and an endpoint; February a minimum that waits. */
async function aLife(): Promise<void> {
  await account.grant("1000");
  for (const [place, units] of [5, 5, 1, 3].entries()) await use("traffic", units, `traffic-${place}`);
  await use("traffic", 2, "traffic-less", "traffic-3");
  await use("least", 1, "january");
  const endpoint = { ref: "chat", resource: "served", unitsMilli: 1000, project: null, member: null };
  await account.run("startEndpoint", endpoint);
  await advanceClock(ledger, orgId, START + HOUR);
  await account.run("stopEndpoint", { ref: "chat" });
  await advanceClock(ledger, orgId, FEBRUARY + HOUR);
  await use("least", 2, "february");
  await advanceClock(ledger, orgId, FEBRUARY + 2 * HOUR);
  await account.grant("1");
}

/** The ids of the month meters by what they count. */
async function monthsOf(): Promise<Record<"traffic" | "january" | "february" | "served", string>> {
  const { rows } = await unlocked.client.query("SELECT id, resource, month FROM month_meters");
  const idOf = (resource: string, month?: number): string =>
    rows.find((row) => row.resource === resource && (month === undefined || row.month.getTime() === month)).id;
  return {
    traffic: idOf("traffic"),
    served: idOf("served"),
    january: idOf("least", Date.UTC(2026, 0, 1)),
    february: idOf("least", FEBRUARY),
  };
}

it("finds nothing in months as they are charged", () => {
  expect(unlocked.known.filter((finding) => finding.includes(orgId))).toEqual([]);
});

const month = (of: keyof typeof months, set: string): string =>
  `UPDATE month_meters SET ${set} WHERE id = '${months[of]}'`;
const charge = (of: keyof typeof months, leg: number, set: string): string =>
  `UPDATE metered_charges SET ${set} WHERE month_meter_id = '${months[of]}' AND month_leg = ${leg}`;
const OTHER_PRICE = `'{"kind":"package","minimum":"0","price":"1","size":"1"}'`;

it.each([
  ["another quantity", month("traffic", "quantity = quantity + 1"), "L20"],
  ["another sum", month("traffic", "charged = charged + 1"), "L19"],
  ["a price that fell by more", month("traffic", "fallen = fallen + 1"), "L19"],
  ["another number of charges", month("served", "legs = legs + 1"), "L20"],
  ["another price", month("served", `price = ${OTHER_PRICE}`), "L19 L20"],
  ["another resource", month("served", "resource = 'traffic'"), "L19 L20"],
  ["another month", month("served", "month = '2026-02-01'"), "L20"],
  ["other work", month("served", "counts = 'usage'"), "L19"],
  ["a month that is closed without its minimum", month("february", "is_closed = true"), "L19 L29"],
  ["a month that is open again", month("january", "is_closed = false"), "L29"],
  ["a month meter that is gone", `DELETE FROM month_meters WHERE id = '${months.traffic}'`, "L28"],
  ["an open month meter that is gone", `DELETE FROM month_meters WHERE id = '${months.february}'`, "L28 L29"],
  [
    "an invented month meter",
    `INSERT INTO month_meters SELECT (jsonb_populate_record(m, '{"id": "${NOWHERE}"}')).* FROM month_meters m WHERE id = '${months.served}'`,
    "L19 L20",
  ],
  ["a month of an organization that does not exist", month("served", `org_id = '${NOWHERE}'`), "L28"],
  ["a charge of more", charge("served", 1, "amount = amount + 1"), "L6 L9 L12 L19"],
  ["a charge that says another quantity of the month", charge("served", 1, "month_quantity = 1"), "L9 L19 L20"],
  ["a charge of another quantity", charge("traffic", 2, "quantity = quantity + 1"), "L9 L20"],
  ["a charge of another leg", charge("traffic", 2, "month_leg = 7"), "L9 L19 L20"],
  ["a charge of another month meter", charge("january", 1, `month_meter_id = '${months.served}'`), "L9 L19 L20"],
  ["a charge at a plain rate", charge("served", 1, "month_meter_id = NULL"), "L9 L19 L20"],
  ["a minimum that is charged twice", charge("january", 2, "leg = 2"), "L9 L20"],
  ["a minimum of another quantity", charge("january", 2, "quantity = 7"), "L9 L20"],
  ["a minimum that nothing charges", "DELETE FROM due WHERE kind = 'settle_minimum'", "L29"],
  [
    "a minimum that is charged late",
    "UPDATE due SET due_at = due_at + interval '1 ms' WHERE kind = 'settle_minimum'",
    "L29",
  ],
  [
    "what the price fell by came back of another charge",
    `UPDATE grants SET charge_id = (SELECT id FROM metered_charges WHERE month_meter_id = '${months.served}' AND month_leg = 1)
      WHERE charge_id = (SELECT id FROM metered_charges WHERE month_meter_id = '${months.traffic}' AND month_leg = 3)`,
    "L9 L19",
  ],
])("%s", async (_what, statement, names) => {
  expect(await unlocked.brokenBy(statement)).toBe(names);
});

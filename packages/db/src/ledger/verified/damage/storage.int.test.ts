import { randomUUIDv7 } from "node:crypto";
import type { Contract } from "@scrip/domain/plans/contracts";
import { GB } from "@scrip/domain/usage/storage";
import { afterAll, expect, it } from "vitest";
import { inOrganization } from "../../../connection/in-home.ts";
import { advanceClock } from "../../../due/advance-clock.test-support.ts";
import { OrganizationEntity } from "../../../organizations/organization.entity.ts";
import { insertContract, saveContract } from "../../../plans/contracts.ts";
import { testDatabase } from "../../../testing/index.ts";
import { Account, appLedger } from "../../an-account.test-support.ts";
import { openUnlocked } from "./open-unlocked.fixture.ts";

const NOWHERE = "00000000-0000-7000-8000-999999999999";
const at = (text: string): number => Date.parse(`2027-${text}:00Z`);

const database = await testDatabase();
const ledger = appLedger(database);
const app = await database.open("app");
const owner = await database.open("owner");
const account = await Account.open(app, ledger, at("05-29T12:00"));
const { data, scratch, may, june } = await someVolumes();
const unlocked = await openUnlocked(database);
afterAll(() => Promise.all([unlocked.close(), ledger.close()]));

function to(text: string) {
  return advanceClock(ledger, account.orgId, at(text));
}

/** Reports a size in GB, from now or from an earlier instant. */
async function store(ref: string, gb: bigint, more: { since?: number; project?: string } = {}): Promise<string> {
  const { since = null, project = null } = more;
  const labels = { resource: "storage.gb-month", project, member: null };
  const { volume } = await account.run("setStorage", { ref, bytes: gb * GB, since, ...labels });
  return volume;
}

/** A contract from now on that includes 300 GB and sells the rest for less. */
async function aContract(startsAt: number): Promise<void> {
  const { orgId } = account;
  const id = randomUUIDv7();
  const times = { startsAt, endsAt: null, endedAt: null };
  const terms = { rates: { "storage.gb-month": 10_000_000n }, entitlements: { storage_gb: 300 }, credits: [] };
  const contract: Contract = { id, plan: "enterprise", state: "scheduled", ...times, ...terms, nextMonth: 0 };
  await inOrganization(app.organizations, orgId, async (tx) => {
    const actor = { type: "operator", id: randomUUIDv7() } as const;
    await insertContract(tx, orgId, contract, { actor, reason: "a test", madeAt: new Date(startsAt) });
    await saveContract(tx, orgId, { ...contract, state: "running", nextMonth: 1 });
    await tx.repository(OrganizationEntity).update({ orgId }, { plan: "enterprise", hasContract: true });
  });
}

/**
 * Two volumes of two projects over the end of a month: one that grows, and one that is deleted. A late report has made May
 * smaller, so that credit was given back. A contract applies from 3 June on.
 */
async function someVolumes() {
  await account.grant("100");
  const grows = await store("data", 250n, { project: "llama" });
  const goes = await store("scratch", 37n, { project: "mistral" });
  await to("06-02T10:00");
  await store("scratch", 0n);
  await store("data", 190n, { since: at("05-30T00:00") });
  await to("06-03T09:00");
  await aContract(at("06-03T09:00"));
  await store("data", 600n);
  await to("06-04T15:00");
  const rows = await owner.query("SELECT id, month < '2027-06-01Z' AS is_may FROM storage_meters WHERE org_id = $1", [
    account.orgId,
  ]);
  const meterOf = (isMay: boolean): string => rows.find((row: { is_may: boolean }) => row.is_may === isMay).id;
  return { data: grows, scratch: goes, may: meterOf(true), june: meterOf(false) };
}

it("finds nothing in storage as it is booked", () => {
  expect(unlocked.known.filter((finding) => finding.includes(account.orgId))).toEqual([]);
});

const volume = (id: string, set: string): string => `UPDATE volumes SET ${set} WHERE id = '${id}'`;
const size = (id: string, n: number, set: string): string =>
  `UPDATE volume_sizes SET ${set} WHERE volume_id = '${id}' AND n = ${n}`;
const meter = (id: string, set: string): string => `UPDATE storage_meters SET ${set} WHERE id = '${id}'`;
const charge = (id: string, leg: number, set: string): string =>
  `UPDATE metered_charges SET ${set} WHERE meter_id = '${id}' AND leg = ${leg}`;
const copy = (table: string, values: object, where: string): string =>
  `INSERT INTO ${table} SELECT (jsonb_populate_record(t, '${JSON.stringify(values)}')).* FROM ${table} t WHERE ${where}`;

it.each([
  ["volumes: another size", volume(data, "bytes = bytes + 1"), "L20"],
  ["volumes: another time of the last report", volume(data, "changed_at = changed_at + interval '1 ms'"), "L20"],
  ["volumes: another number of reports", volume(data, "changes = changes + 1"), "L20"],
  ["volumes: another resource", volume(data, "resource = 'storage.other'"), "L20"],
  ["volumes: a deleted volume is stored", volume(scratch, "bytes = 1"), "L20"],
  ["volumes: a row is gone", `DELETE FROM volumes WHERE id = '${data}'`, "L20 L28"],
  ["volumes: a row is doubled", copy("volumes", {}, `id = '${data}'`), "L13"],
  ["volumes: a row is invented", copy("volumes", { id: NOWHERE, ref: "other" }, `id = '${data}'`), "L20"],
  ["volume_sizes: another size", size(data, 1, "bytes = bytes + 1"), "L20"],
  ["volume_sizes: another time", size(data, 2, "at = at + interval '1 ms'"), "L20"],
  ["volume_sizes: another volume", size(data, 2, `volume_id = '${scratch}', n = 9`), "L20"],
  ["volume_sizes: another number", size(data, 1, "n = 9"), "L20"],
  ["volume_sizes: reported before its time", size(data, 1, "reported_at = at - interval '1 minute'"), "L20"],
  ["volume_sizes: the first row is gone", `DELETE FROM volume_sizes WHERE volume_id = '${data}' AND n = 1`, "L20"],
  ["volume_sizes: the last row is gone", `DELETE FROM volume_sizes WHERE volume_id = '${data}' AND n = 3`, "L20"],
  ["volume_sizes: a row is doubled", copy("volume_sizes", {}, `volume_id = '${data}' AND n = 1`), "L13 L20"],
  ["volume_sizes: a row is invented", copy("volume_sizes", { n: 4 }, `volume_id = '${data}' AND n = 3`), "L20"],
  [
    "volume_sizes: a volume without a row has sizes",
    copy("volume_sizes", { volume_id: NOWHERE }, `volume_id = '${data}' AND n = 1`),
    "L28",
  ],
  ["storage_meters: another quantity", meter(june, "quantity = quantity + 1"), "L20"],
  ["storage_meters: another price", meter(june, "priced = priced + 1"), "L20"],
  ["storage_meters: a price of more", meter(may, "priced = priced * 2"), "L19 L20"],
  ["storage_meters: another sum", meter(may, "charged = charged + 1"), "L19"],
  ["storage_meters: other corrections", meter(may, "corrected = corrected + 1"), "L19"],
  [
    "storage_meters: a sum and corrections that fit each other",
    meter(may, "charged = charged + 1, corrected = corrected + 1"),
    "L19",
  ],
  ["storage_meters: another number of charges", meter(june, "legs = legs + 1"), "L20"],
  ["storage_meters: booked for longer", meter(june, "booked_until = booked_until + interval '1 day'"), "L20"],
  ["storage_meters: booked for less", meter(june, "booked_until = booked_until - interval '1 day'"), "L20"],
  ["storage_meters: another month", meter(may, "month = month - interval '1 month'"), "L19 L20"],
  ["storage_meters: another resource", meter(june, "resource = 'storage.other'"), "L20"],
  ["storage_meters: stale without work", meter(may, "is_stale = true"), "L20"],
  ["storage_meters: never due", meter(june, "due_at = NULL"), "L20 L29"],
  ["storage_meters: due at another time", meter(june, "due_at = due_at + interval '1 day'"), "L29"],
  ["storage_meters: a row is gone", `DELETE FROM storage_meters WHERE id = '${may}'`, "L28"],
  ["storage_meters: the row that counts is gone", `DELETE FROM storage_meters WHERE id = '${june}'`, "L20 L28 L29"],
  ["storage_meters: a row is doubled", copy("storage_meters", {}, `id = '${may}'`), "L13"],
  [
    "storage_meters: a second row of a month",
    copy("storage_meters", { id: NOWHERE, charged: 0, corrected: 0, legs: 0, due_at: null }, `id = '${may}'`),
    "L19 L20",
  ],
  [
    "storage_meters: a row of a month without storage is invented",
    copy(
      "storage_meters",
      { id: NOWHERE, month: "2027-04-01Z", booked_until: "2027-05-01Z", due_at: null },
      `id = '${may}'`,
    ),
    "L19 L20",
  ],
  ["metered_charges: more is charged", charge(june, 1, "amount = amount + 1"), "L6 L9 L12 L19"],
  ["metered_charges: another quantity", charge(may, 1, "quantity = quantity + 1"), "L9"],
  ["metered_charges: another price", charge(june, 1, "rate = rate + 1"), "L9 L19"],
  ["metered_charges: for longer", charge(june, 1, "until_at = until_at + interval '30 days'"), "L9 L20"],
  ["metered_charges: of another resource", charge(june, 1, "resource = 'storage.other'"), "L9 L12 L19 L20"],
  ["metered_charges: of another meter", charge(may, 1, `meter_id = '${NOWHERE}'`), "L9 L19 L20 L28"],
  ["metered_charges: said to be late", charge(june, 1, "is_late = true"), "L9 L19"],
  [
    "metered_charges: a row is gone",
    `DELETE FROM metered_charges WHERE meter_id = '${june}' AND leg = 1`,
    "L6 L12 L14 L19 L20",
  ],
  [
    "grants: what was given back names another charge",
    `UPDATE grants SET charge_id = (SELECT id FROM metered_charges WHERE meter_id = '${june}' AND leg = 1)
      WHERE charge_id IN (SELECT id FROM metered_charges WHERE meter_id = '${may}')`,
    "L9 L19",
  ],
  ["organizations: it forgot its stored volumes", "UPDATE organizations SET has_meters = false", "L3"],
  ["due: a meter that nothing books", "DELETE FROM due WHERE kind = 'settle_storage'", "L29"],
  [
    "due: a meter that is booked late",
    "UPDATE due SET due_at = due_at + interval '1 ms' WHERE kind = 'settle_storage'",
    "L29",
  ],
  ["due: a meter of no row is booked", copy("due", { ref_id: NOWHERE }, "kind = 'settle_storage'"), "L29"],
  ["contracts: another rate", `UPDATE contracts SET rates = '{"storage.gb-month": "20000000"}'`, "L19 L20"],
  ["contracts: another amount is included", `UPDATE contracts SET entitlements = '{"storage_gb": 301}'`, "L20"],
  ["contracts: a longer time", "UPDATE contracts SET starts_at = starts_at - interval '1 hour'", "L20"],
])("%s", async (_what, statement, names) => {
  const { rows, broken } = await unlocked.after(statement);
  expect(rows).toBeGreaterThan(0);
  expect(broken).toBe(names);
});

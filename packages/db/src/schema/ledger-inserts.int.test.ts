import { describe, expect, it } from "vitest";
import { fillEveryTable } from "../testing/fill-every-table.ts";
import { anOrganization, testDatabase } from "../testing/index.ts";
import { inOrganizations } from "../testing/organization-scope.ts";
import { refusalOf } from "../testing/refusal.ts";

const NOWHERE = "00000000-0000-7000-8000-999999999999";

const database = await testDatabase();
const app = await database.open("app");
const { orgId } = await anOrganization(app);
const { grantId, holdId } = await fillEveryTable(await database.open("owner"), orgId);

/** Inserts a changed copy of a table's row, as the app. @returns the refusal */
function insertCopy(table: string, changes: object) {
  const sql = `INSERT INTO ${table} SELECT (jsonb_populate_record(t, $1)).* FROM ${table} t LIMIT 1`;
  return refusalOf(inOrganizations(app, [orgId], (manager) => manager.query(sql, [JSON.stringify(changes)])));
}

const noKey = { key_id: null, payload_id: null };
const newEntry = { seq: 2, leg: 2, ...noKey };
const firstMove = { ...newEntry, first_amount: 1, first_grant_id: grantId };
const newRow = { id: NOWHERE };
const newPosting = { n: 9 };
const newCharge = { id: NOWHERE, leg: 2 };
const newMetered = { id: NOWHERE, leg: 2 };
const bareCharge = { seq: 2, kind: "charged", cause_type: "charge", cause_id: NOWHERE, charged: 5, ...noKey };
const newGrant = { id: NOWHERE, business_key: "new" };
/** The debt of a reversal, because the charge has a debt already. */
const newDebt = { id: NOWHERE, charge_id: null, grant_id: grantId };

describe("the app's inserts", () => {
  it("succeed with valid rows, so each refusal below has its own reason", async () => {
    for (const [table, changes] of [
      ["entries", newEntry],
      ["further_postings", newPosting],
      ["job_charges", newCharge],
      ["metered_charges", newMetered],
      ["entries", bareCharge],
      ["entries", firstMove],
      ["entries", { ...firstMove, kind: "settled", first_hold_id: holdId, first_released: 1 }],
      ["grants", newGrant],
      ["debts", newDebt],
    ] as const) {
      const sql = `INSERT INTO ${table} SELECT (jsonb_populate_record(t, $1)).* FROM ${table} t LIMIT 1`;
      const undone = inOrganizations(app, [orgId], async (manager) => {
        await manager.query(sql, [JSON.stringify(changes)]);
        throw Object.assign(new Error(), { code: "taken" });
      });
      expect(await refusalOf(undone)).toEqual({ code: "taken" });
    }
  });

  it.each([
    ["L1", "grants", { ...newGrant, spent: 1 }, "grants_sum"],
    ["L2", "grants", { ...newGrant, avail: -1, held: 101 }, "grants_counters"],
    ["L2", "grants", { ...newGrant, amount: 0, avail: 0, held: 0, is_open: false }, "grants_amount"],
    ["L2", "entries", { ...newEntry, available: -1 }, "entries_balances"],
    ["L2", "debts", { ...newDebt, amount: 0, open: 0, is_open: false }, "debts_counters"],
    ["L4", "further_postings", { ...newPosting, amount: 0 }, "postings_amount"],
    ["L4", "entries", { ...newEntry, first_released: 1 }, "entries_posting"],
    ["L4", "entries", { ...firstMove, first_amount: 0 }, "entries_posting"],
    ["L4", "entries", { ...firstMove, first_grant_id: null }, "entries_posting"],
    ["L4", "entries", { ...firstMove, first_hold_id: holdId }, "entries_posting"],
    ["L4", "entries", { ...firstMove, kind: "hold_placed" }, "entries_posting"],
    ["L4", "entries", { ...firstMove, kind: "debt_forgiven", first_hold_id: holdId }, "entries_posting"],
    ["L4", "entries", { ...firstMove, kind: "settled", first_hold_id: holdId, first_released: 0 }, "entries_posting"],
    [
      "L4",
      "entries",
      { ...firstMove, kind: "hold_placed", first_hold_id: holdId, first_released: 1 },
      "entries_posting",
    ],
    ["L5", "holds", { id: NOWHERE, job_id: null, amount: 0 }, "holds_amount"],
    ["L6", "entries", { ...bareCharge, charged: 0 }, "entries_charged"],
    ["L6", "entries", { ...bareCharge, cause_type: "hold" }, "entries_charged"],
    ["L6", "entries", { ...bareCharge, kind: "hold_placed" }, "entries_charged"],
    ["L12", "entries", { ...bareCharge, leg: 2 }, "entries_charged"],
    ["L7", "entries", { ...newEntry, seq: 0 }, "entries_seq"],
    ["L9", "entries", { ...newEntry, hash: "\\x00" }, "entries_hash_size"],
    ["L12", "entries", { ...newEntry, kind: "gift" }, "entries_kind"],
    ["L12", "entries", { ...newEntry, cause_type: "weather" }, "entries_cause"],
    ["L12", "entries", { ...newEntry, leg: 0 }, "entries_cause"],
    ["L12", "entries", { ...newEntry, actor_type: "nobody" }, "entries_actor"],
    ["L13", "entries", { ...newEntry, key_id: NOWHERE }, "entries_key"],
    ["L13", "entries", { ...newEntry, payload_id: NOWHERE }, "entries_key"],
    ["L13", "entries", { ...newEntry, answer: "{}" }, "entries_key"],
    ["L13", "idempotency_keys", { key: "new", payload_hash: "\\x00" }, "idempotency_keys_hash_size"],
    ["L14", "grants", { ...newGrant, source: "gift" }, "grants_source"],
    ["L15", "grants", { ...newGrant, expires_at: "2020-01-01" }, "grants_interval"],
    ["L19", "job_charges", { ...newCharge, rate: -1 }, "job_charges_meter"],
    ["L19", "job_charges", { ...newCharge, chargeable_ms: 2 }, "job_charges_meter"],
    ["L19", "job_charges", { ...newCharge, amount: -1 }, "job_charges_amount"],
    ["L20", "job_charges", { ...newCharge, leg: 0 }, "job_charges_leg"],
    ["L19", "metered_charges", { ...newMetered, amount: -1 }, "metered_charges_amount"],
    ["L19", "metered_charges", { ...newMetered, quantity: -1 }, "metered_charges_meter"],
    ["L19", "metered_charges", { ...newMetered, rate: null }, "metered_charges_meter"],
    ["L20", "metered_charges", { ...newMetered, leg: 0 }, "metered_charges_leg"],
    ["L20", "metered_charges", { ...newMetered, until_at: "2020-01-01" }, "metered_charges_span"],
    ["L20", "metered_charges", { ...newMetered, meter: "usage", source: "s", name: "n" }, "metered_charges_span"],
    ["L20", "metered_charges", { ...newMetered, source: "meter" }, "metered_charges_named"],
    ["L20", "metered_charges", { ...newMetered, meter: "month" }, "metered_charges_month"],
    ["L20", "metered_charges", { ...newMetered, month_leg: 1 }, "metered_charges_month"],
    ["L20", "metered_charges", { ...newMetered, rate: null, price: "{}" }, "metered_charges_month"],
    ["L20", "metered_charges", { ...newMetered, month_meter_id: NOWHERE }, "metered_charges_month"],
    ["L19", "month_meters", { id: NOWHERE, fallen: 6 }, "month_meters_counted"],
    ["L20", "month_meters", { id: NOWHERE, legs: 0 }, "month_meters_counted"],
    ["L20", "month_meters", { id: NOWHERE, price: "{}" }, "month_meters_price"],
    ["L20", "month_meters", { id: NOWHERE, counts: "storage" }, "month_meters_counts"],
    ["L20", "month_meters", { id: NOWHERE, month: "2026-01-02T00:00:00Z" }, "month_meters_month"],
  ])("%s fail for %s with %j", async (_, table, changes, constraint) => {
    expect(await insertCopy(table, changes)).toEqual({ code: "23514", constraint });
  });

  it.each([
    ["L7", "entries", { leg: 2 }, "entries_pkey"],
    ["L4", "further_postings", {}, "postings_pkey"],
    ["L12", "entries", { seq: 2 }, "entries_cause_key"],
    ["L13", "entries", { seq: 2, leg: 2 }, "entries_key_id"],
    ["L13", "idempotency_keys", {}, "idempotency_keys_pkey"],
    ["L13", "grants", newRow, "grants_business_key"],
    ["L13", "scheduled_grants", newRow, "scheduled_grants_business_key"],
    ["L13", "jobs", newRow, "jobs_ref_key"],
    ["L14", "debts", newRow, "debts_charge_key"],
    ["L20", "job_charges", newRow, "job_charges_meter_key"],
    ["L20", "metered_charges", newRow, "metered_charges_meter_key"],
    ["L20", "month_meters", newRow, "month_meters_price_key"],
  ])("%s fail for a second row of %s with %j", async (_, table, changes, constraint) => {
    expect(await insertCopy(table, changes)).toEqual({ code: "23505", constraint });
  });

  it.each([
    ["L12", "entries", { ...newEntry, cause_id: null }],
    ["L14", "grants", { ...newGrant, source: null }],
    ["L9", "entries", { ...newEntry, hash: null }],
    ["L14", "job_charges", { ...newCharge, job_id: null }],
    ["L19", "job_charges", { ...newCharge, rate: null }],
  ])("%s fail for %s with a missing column in %j", async (_, table, changes) => {
    expect(await insertCopy(table, changes)).toEqual({ code: "23502" });
  });

  it.each([
    ["L4", "further_postings", { seq: 7 }, "postings_entry_fkey"],
    ["L14", "further_postings", { ...newPosting, grant_id: NOWHERE }, "postings_grant_fkey"],
    [
      "L5",
      "further_postings",
      { ...newPosting, from_bucket: "avail", to_bucket: "held", hold_id: NOWHERE },
      "postings_hold_fkey",
    ],
    [
      "L6",
      "further_postings",
      { ...newPosting, from_bucket: "charge", to_bucket: "owed", grant_id: null, debt_id: NOWHERE },
      "postings_debt_fkey",
    ],
    ["L14", "debts", { id: NOWHERE, charge_id: NOWHERE, seq: 7 }, "debts_entry_fkey"],
    ["L14", "job_charges", { ...newCharge, job_id: NOWHERE }, "job_charges_job_fkey"],
    ["L28", "holds", { id: NOWHERE, job_id: NOWHERE }, "holds_job_fkey"],
    ["L28", "hold_slices", { hold_id: NOWHERE }, "hold_slices_hold"],
    ["L28", "hold_slices", { grant_id: NOWHERE }, "hold_slices_grant"],
    ["L14", "entries", { ...firstMove, first_grant_id: NOWHERE }, "entries_grant"],
    ["L28", "entries", { ...firstMove, kind: "hold_placed", first_hold_id: NOWHERE }, "entries_hold"],
  ])("%s fail for %s that refer to a missing row: %j", async (_, table, changes, constraint) => {
    expect(await insertCopy(table, changes)).toEqual({ code: "23503", constraint });
  });
});

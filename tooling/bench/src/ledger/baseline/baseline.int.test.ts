import { hash, randomUUIDv7 } from "node:crypto";
import { openReadPool } from "@scrip/db/connection";
import { anOrganization, testDatabase } from "@scrip/db/testing";
import { catalogText, tiered } from "@scrip/domain/catalog";
import type { Command } from "@scrip/domain/ledger";
import { verifyLedger } from "@scrip/verify/verify-ledger";
import { afterAll, expect, it } from "vitest";
import { ACTOR } from "../accounts.ts";
import { openBenchLedger } from "../open-ledger.ts";
import { CHARGE } from "../work.ts";
import { BASELINE_FUNCTIONS } from "./functions.ts";

const database = await testDatabase();
const app = await database.open("app");
const owner = await database.open("owner");
await owner.query(BASELINE_FUNCTIONS);
const { ledger, close } = await openBenchLedger(database);
afterAll(close);

const DAY = 86_400_000;
const { resource, project, member } = CHARGE;

/** Runs a command on the ledger. Its kind is the default idempotency key. */
async function submit(
  orgId: string,
  input: Readonly<Record<string, unknown>> & { kind: string; key?: string },
): Promise<void> {
  const { key = input.kind, ...rest } = input;
  const command = { orgId, id: randomUUIDv7(), actor: ACTOR, ...rest } as unknown as Command;
  const outcome = await ledger.submit(command, key);
  if (!outcome.ok) throw new Error(outcome.refusal.message);
}

/** Makes an organization with three grants; the first one lapses after a day. */
async function anAccount(): Promise<string> {
  const { orgId } = await anOrganization(app, { clockAt: 0, catalog: catalogText(tiered) });
  for (const [amount, expiresAt] of [
    [30n, DAY],
    [20n, 2 * DAY],
    [40n, null],
  ] as const) {
    const terms = { source: "purchase", grantKind: "paid", amount, effectiveAt: null, expiresAt };
    await submit(orgId, { kind: "issueGrant", key: `grant ${amount}`, ...terms, businessKey: `${amount}` });
  }
  return orgId;
}

async function passDay(orgId: string): Promise<void> {
  await owner.query("UPDATE organizations SET clock_at = to_timestamp($2) WHERE org_id = $1", [orgId, DAY / 1000]);
}

/** Places a hold on two grants and settles a part of it; after a grant lapsed, makes a charge and a hold. */
async function asLedger(orgId: string): Promise<void> {
  const id = randomUUIDv7();
  await submit(orgId, { kind: "placeHold", key: "first", id, amount: 35n, ttlMs: 3 * DAY });
  await submit(orgId, { kind: "settleHold", holdId: id, amount: 18n, close: true, resource });
  await passDay(orgId);
  await submit(orgId, { kind: "charge", amount: 5n, onShortfall: "refuse", resource, project, member });
  await submit(orgId, { kind: "placeHold", key: "second", amount: 25n, ttlMs: 3 * DAY });
}

/** Does the same with the baseline's functions. @returns their answers as text */
async function asBaseline(orgId: string, ids: readonly string[]): Promise<string[]> {
  const [first, settle, second] = ids;
  const [charged, placed, settled] = await Promise.all([
    seriesOf(orgId, "charged", resource, project),
    seriesOf(orgId, "hold_placed", null, null),
    seriesOf(orgId, "settled", resource, null),
  ]);
  const answers = [
    await call(orgId, "baseline_place_hold", "first", [first, "35", String(3 * DAY), placed]),
    await call(orgId, "baseline_settle_and_close", "settleHold", [settle, first, "18", resource, settled]),
  ];
  await passDay(orgId);
  return [
    ...answers,
    await call(orgId, "baseline_charge", "charge", [null, "5", resource, project, member, charged]),
    await call(orgId, "baseline_place_hold", "second", [second, "25", String(3 * DAY), placed]),
  ];
}

async function call(orgId: string, name: string, key: string, [id, ...values]: unknown[]): Promise<string> {
  const all = [
    orgId,
    ...(id === null ? [] : [id]),
    key,
    hash("sha256", JSON.stringify(values), "buffer"),
    ACTOR.id,
    ...values,
  ];
  const places = all.map((_, index) => `$${index + 1}`).join(", ");
  const [row] = await app.query(`SELECT ${name}(${places}) AS answer`, all);
  return row.answer;
}

async function seriesOf(...labels: unknown[]): Promise<string> {
  const [row] = await owner.query("SELECT series_of($1, $2, $3, $4, NULL)::text AS number", labels);
  return row.number;
}

/** The content of entries, without ids. */
function entriesOf(orgId: string): Promise<object[]> {
  return owner.query(
    `SELECT seq, kind, available, reserved, owed, series_of(org_id, kind, resource, project, member) = series AS filed, net, first_amount,
        first_hold_id IS NOT NULL AS held, payload_id IS NOT NULL AS payload, answer, key_id = ANY (
          SELECT key_id_of(org_id, o, k) FROM unnest(ARRAY['charge', 'placeHold', 'settleHold']) AS o,
            unnest(ARRAY['charge', 'first', 'second', 'settleHold']) AS k) AS own
      FROM entries LEFT JOIN activity_series USING (org_id, series, kind)
      WHERE org_id = $1 AND kind <> 'grant_issued' ORDER BY seq`,
    [orgId],
  );
}

it("the baseline writes the same rows as the ledger, and answers repeated keys from them", async () => {
  const own = await anAccount();
  const other = await anAccount();
  await asLedger(own);
  const ids = Array.from({ length: 3 }, () => randomUUIDv7());
  const first = await asBaseline(other, ids);
  const written = await entriesOf(other);
  expect(written).toEqual(await entriesOf(own));
  expect(await asBaseline(other, ids)).toEqual(first);
  expect(await entriesOf(other)).toEqual(written);

  const pool = openReadPool(database.urls.verify);
  expect((await verifyLedger({ pool })).findings).toEqual([]);
  await pool.end();
});

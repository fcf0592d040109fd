import { readRunwayHistory } from "@scrip/db/read/overview/runway-notes";
import { usd } from "@scrip/domain/money";
import { expect, it } from "vitest";
import { aScenario, NOON } from "../testing/a-scenario.ts";
import { noteRunway } from "./note-runway.ts";

const { deps, anOrganization } = await aScenario();
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const historyOf = async (orgId: string, days = 7) => readRunwayHistory(deps.pages, orgId, days);

it("the history begins with the first work, and notes a change of state at once", async () => {
  const acme = await anOrganization({ credit: "4.40" });
  expect(await noteRunway(deps, acme.orgId)).toBe(false);
  await acme.start("train", { untilMs: HOUR_MS });
  expect(await noteRunway(deps, acme.orgId)).toBe(true);
  expect(await noteRunway(deps, acme.orgId)).toBe(false);
  await acme.advanceBy(MINUTE_MS);
  await acme.settle("train", MINUTE_MS, null);
  await acme.advanceBy(MINUTE_MS);
  // Advances note by themselves, but of these only the first one.
  expect(await noteRunway(deps, acme.orgId)).toBe(true);
  expect(await historyOf(acme.orgId)).toEqual([
    { at: NOON, state: "ends", endsAt: NOON + 10 * HOUR_MS, perHour: usd("0.44") },
    { at: NOON + 2 * MINUTE_MS, state: "idle", endsAt: null, perHour: 0n },
  ]);
});

it("a runway that moves is noted once in a quarter of an hour", async () => {
  const acme = await anOrganization({ credit: "44.00" });
  await acme.start("train", { untilMs: 30 * HOUR_MS });
  for (let minute = 1; minute <= 40; minute += 1) {
    await acme.advanceBy(MINUTE_MS);
    if (minute % 2 === 0) await acme.grant("0.44");
    await noteRunway(deps, acme.orgId);
  }
  const { length } = await historyOf(acme.orgId);
  expect(length).toBe(3);
});

it("a long history is answered in about 700 notes, and ends after 90 days", async () => {
  const acme = await anOrganization({ credit: "500.00" });
  await acme.start("train", { untilMs: HOUR_MS });
  await noteRunway(deps, acme.orgId);
  await deps.homes.organizations.cells[0]?.transaction(async (tx) => {
    await tx.query("SELECT set_config('scrip.org_ids', ARRAY[$1::uuid]::text, true)", [acme.orgId]);
    await tx.query(
      `INSERT INTO runway_history (org_id, at, state, ends_at, per_hour)
        SELECT $1, $2::timestamptz - n * interval '30 minutes', 'ends', $2::timestamptz + n * interval '1 hour', n
        FROM generate_series(1, 4000) n`,
      [acme.orgId, new Date(NOON)],
    );
  });
  const month = await historyOf(acme.orgId, 30);
  expect(month.length).toBeGreaterThan(600);
  expect(month.length).toBeLessThanOrEqual(702);
  expect(month.map(({ at }) => at)).toEqual(month.map(({ at }) => at).toSorted((a, b) => a - b));
  expect(month[0]?.at).toBe(NOON - 30 * DAY_MS);
  await acme.advanceTo(NOON + 60 * DAY_MS);
  const kept = await historyOf(acme.orgId, 90);
  expect(kept[0]?.at).toBeGreaterThanOrEqual(NOON - 30 * DAY_MS);
});

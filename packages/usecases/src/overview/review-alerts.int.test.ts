import { usd } from "@scrip/domain/money";
import { expect, it } from "vitest";
import { FROM_WITHIN } from "../deps.ts";
import { getAlertSettings, setAlertSettings } from "../notices/alert-settings.ts";
import { aScenario } from "../testing/a-scenario.ts";
import { noteRunway } from "./note-runway.ts";
import { reviewAlerts } from "./review-alerts.ts";

const { deps, database, anOrganization } = await aScenario();
const owner = await database.open("owner");
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** In the future: nobody is notified of the past of a test clock. */
const FROM = Date.parse("2150-01-15T10:00:00Z");

const told = (orgId: string, kind: string) =>
  owner.query<{ data: object }[]>("SELECT data FROM notices WHERE org_id = $1 AND kind = $2 ORDER BY id", [
    orgId,
    kind,
  ]);

it("credit that expires is told once for each day, seven days before, also if nothing else happens", async () => {
  const acme = await anOrganization({ clockAt: FROM });
  const { orgId } = acme;
  await acme.grant("5.00", { expiresAt: FROM + 30 * DAY_MS });
  await acme.grant("2.00", { expiresAt: FROM + 30 * DAY_MS + HOUR_MS });
  await acme.grant("1.00", { expiresAt: FROM + 40 * DAY_MS });
  await acme.grant("9.00");
  await noteRunway(deps, orgId);
  await acme.advanceTo(FROM + 23 * DAY_MS - 1);
  expect(await told(orgId, "credit.expiring")).toEqual([]);
  await acme.advanceTo(FROM + 23 * DAY_MS);
  const [first, ...more] = await told(orgId, "credit.expiring");
  expect(first?.data).toMatchObject({ amount: "7000000", expiresAt: "2150-02-14T10:00:00.000Z" });
  expect(more).toEqual([]);
  for (let n = 0; n < 2; n += 1) await reviewAlerts(deps, { orgId });
  await acme.advanceTo(FROM + 50 * DAY_MS);
  expect((await told(orgId, "credit.expiring")).map(({ data }) => data)).toMatchObject([
    { amount: "7000000" },
    { amount: "1000000" },
  ]);
});

it("a short runway is told once, and again after it was long; two looks at once tell it once", async () => {
  const acme = await anOrganization({ clockAt: FROM, credit: "4.40" });
  const { orgId } = acme;
  await acme.start("train", { untilMs: HOUR_MS });
  await Promise.all([noteRunway(deps, orgId), reviewAlerts(deps, { orgId }), reviewAlerts(deps, { orgId })]);
  expect(await told(orgId, "runway.short")).toEqual([
    { data: { endsAt: "2150-01-15T20:00:00.000Z", hours: 24, available: "3960000", perHour: "440000" } },
  ]);
  await acme.grant("44.00");
  await reviewAlerts(deps, { orgId });
  expect(await told(orgId, "runway.short")).toHaveLength(1);
  await setAlertSettings(deps, ownerOf(orgId), { balanceBelow: usd("10.00"), runwayHours: 200, expiryDays: 7 });
  await reviewAlerts(deps, { orgId });
  expect(await told(orgId, "runway.short")).toHaveLength(2);
  await setAlertSettings(deps, ownerOf(orgId), { balanceBelow: null, runwayHours: null, expiryDays: null });
  expect(await getAlertSettings(deps, orgId)).toMatchObject({
    balanceBelow: null,
    runwayHours: null,
    expiryDays: null,
  });
  await reviewAlerts(deps, { orgId });
  expect(await told(orgId, "runway.short")).toHaveLength(2);
});

/** The organization's own process. */
function ownerOf(orgId: string) {
  return { orgId, actor: { type: "system", id: null }, from: FROM_WITHIN } as const;
}

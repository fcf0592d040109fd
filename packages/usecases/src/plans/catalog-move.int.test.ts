import { moveSubscribers, publishCatalog } from "@scrip/db/catalog";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { expect, it } from "vitest";
import { aScenario } from "../testing/a-scenario.ts";
import { PlanDriver } from "./a-plan.test-support.ts";

const { deps, database, anOrganization, runPlatformWork } = await aScenario();
const owner = await database.open("owner");

const DAY_MS = 86_400_000;
const FROM = Date.parse("2100-01-15T10:00:00Z");
const at = (text: string): number => Date.parse(text);

const dearer = {
  ...tiered,
  plans: {
    ...tiered.plans,
    pro: {
      ...tiered.plans.pro,
      price: { kind: "subscription", monthly: "35.00", yearly: "350.00" },
      grants: { monthly: { amount: "25.00", days: 30, atOnce: true } },
      entitlements: { ...tiered.plans.pro.entitlements, deployments: 8 },
    },
  },
} as const;

async function subscribed(clockAt = FROM): Promise<PlanDriver> {
  const { orgId } = await anOrganization({ clockAt });
  const plan = new PlanDriver({ ...deps, isQuiet: true }, orgId);
  await plan.subscribe();
  return plan;
}

const notices = () =>
  owner.query<{ org: string; kind: string; data: object }[]>(
    "SELECT org_id AS org, kind, data FROM notices ORDER BY org_id",
  );

it("L26 a move tells subscribers in numbers what changes and when, and takes place at the renewal after the notice", async () => {
  const moving = await subscribed();
  const ending = await subscribed();
  await ending.cancel();
  const past = await subscribed(at("2020-01-15T10:00:00Z"));
  await anOrganization({ clockAt: FROM });
  const version = await publishCatalog(owner, catalogText(dearer), 0);
  // The renewal on 15 February is within the notice.
  const renewalsFrom = at("2100-02-20T00:00:00Z");
  const decided = { now: renewalsFrom - 30 * DAY_MS, renewalsFrom };
  for (let n = 0; n < 2; n += 1) await moveSubscribers(owner, version, decided);
  for (let n = 0; n < 2; n += 1) await runPlatformWork();
  expect(await notices()).toEqual([
    {
      org: moving.orgId,
      kind: "plan.terms_change",
      data: {
        plan: { id: "pro", title: "Pro" },
        at: "2100-03-15T10:00:00.000Z",
        price: "35000000",
        interval: "month",
        changes: [
          "Pro costs $35.00 a month or $350.00 a year, before $29.00 a month or $290.00 a year.",
          expect.stringContaining("$25.00"),
          "Pro: Deployments 8, before 5.",
        ],
      },
    },
  ]);

  await moving.advanceTo("2100-02-16T00:00:00Z");
  expect(await moving.get()).toMatchObject({ price: "29000000" });
  await moving.advanceTo("2100-03-16T00:00:00Z");
  const moved = await moving.get();
  expect(moved).toMatchObject({ state: "active", plan: "pro", price: "35000000" });
  expect(moved.periods.map(({ price }) => price)).toEqual(["29000000", "29000000", "35000000"]);
  expect(moved.limits).toContainEqual({ entitlement: "deployments", value: 8, used: null });
  const credits = await owner.query(
    "SELECT (amount / 1000000)::int AS dollars FROM grants WHERE org_id = $1 AND source = 'plan' ORDER BY effective_at",
    [moving.orgId],
  );
  expect(credits).toEqual([{ dollars: 20 }, { dollars: 20 }, { dollars: 25 }]);
  await past.advanceTo("2020-03-16T00:00:00Z");
  expect(await past.get()).toMatchObject({ price: "29000000" });
});

import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { CRASH_POINTS } from "@scrip/db/connection";
import { describe, expect, it } from "vitest";
import { aScenario } from "../testing/a-scenario.ts";
import { PlanDriver, ScriptedPayments } from "./a-plan.test-support.ts";

const { deps, database, anOrganization } = await aScenario();
const owner = await database.open("owner");

const PROGRAM = fileURLToPath(new URL("./killed-plan.fixture.ts", import.meta.url));
const FROM = Date.parse("2027-06-02T00:00:00Z");
const UNTIL = Date.parse("2027-08-02T00:00:00Z");

type Point = (typeof CRASH_POINTS)[number];

async function killedAt(point: Point, orgId: string, what: string): Promise<void> {
  const args = [PROGRAM, JSON.stringify(database.homeUrls.app), point, orgId, what];
  const [, signal] = await once(spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] }), "close");
  // Only the hook ends the process with a signal: a point that is never reached would end with an exit code.
  expect(signal).toBe("SIGKILL");
}

const countOf = async (orgId: string): Promise<number> =>
  (await owner.query("SELECT count(*)::int AS n FROM grants WHERE org_id = $1 AND source = 'plan'", [orgId]))[0].n;

describe.each(["plan.charged", "plan.booked", "clock.ran", "batch.decided"] satisfies Point[])(
  "D3 an advance killed at %s",
  (point) => {
    it("goes on where it ended: each period is paid once and credited once", async () => {
      const { orgId } = await anOrganization({ clockAt: FROM });
      const payments = new ScriptedPayments();
      const plan = new PlanDriver({ ...deps, payments }, orgId, "card");
      await plan.subscribe();
      await killedAt(point, orgId, String(UNTIL));
      await plan.advanceTo(UNTIL);
      expect(await countOf(orgId)).toBe(3);
      expect((await plan.get()).periods).toHaveLength(3);
    });
  },
);

it("D3 an advance killed at plan.renewed, after a change of the interval, renews once", async () => {
  const { orgId } = await anOrganization({ clockAt: FROM });
  const plan = new PlanDriver({ ...deps, payments: new ScriptedPayments() }, orgId, "card");
  await plan.subscribe();
  await plan.change({ interval: "year" });
  await killedAt("plan.renewed", orgId, String(UNTIL));
  await plan.advanceTo(UNTIL);
  expect(await countOf(orgId)).toBe(3);
  expect((await plan.get()).periods.map(({ interval }) => interval)).toEqual(["month", "year"]);
});

describe.each(["plan.paid", "plan.started"] satisfies Point[])("A1 a start of a plan killed at %s", (point) => {
  it("is finished by the same request, or by the due work", async () => {
    for (const isRepeated of [true, false]) {
      const { orgId } = await anOrganization({ clockAt: FROM });
      const payments = new ScriptedPayments();
      const plan = new PlanDriver({ ...deps, payments }, orgId, "card");
      await killedAt(point, orgId, "subscribe");
      if (isRepeated) await plan.subscribe("pro", "month", "killed");
      else await plan.advanceTo(FROM);
      expect(await plan.get()).toMatchObject({ state: "active", since: FROM });
      expect(await countOf(orgId)).toBe(1);
    }
  });
});

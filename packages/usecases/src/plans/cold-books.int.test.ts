import { bookStore } from "@scrip/db/catalog";
import { openHomes } from "@scrip/db/schema";
import { expect, it } from "vitest";
import { aScenario } from "../testing/a-scenario.ts";
import { PlanDriver } from "./a-plan.test-support.ts";

const { deps, database, anOrganization } = await aScenario();

/** A store that has read nothing yet. In a test it cannot read outside of a transaction. */
const cold = () => bookStore(() => Promise.reject(new Error("read outside of the transaction that waits for it")));

it("E9 transactions about plans read a catalog on their own connections, since there may be no other", async () => {
  const orgIds = await Promise.all(Array.from({ length: 4 }, async () => (await anOrganization()).orgId));
  const homes = await openHomes(database.homeUrls.app, { applicationName: "scrip-test-cold", poolSize: 2 });
  try {
    const plans = orgIds.map((orgId) => new PlanDriver({ ...deps, homes, books: cold() }, orgId));
    await Promise.all(plans.map((plan) => plan.subscribe()));
    expect(await Promise.all(plans.map(async (plan) => (await plan.get()).plan))).toEqual(orgIds.map(() => "pro"));
  } finally {
    await homes.close();
  }
});

import { randomUUID } from "node:crypto";
import { appendAudit } from "@scrip/db/access";
import { prepareDatabase } from "@scrip/db/boot";
import { beforeMigration } from "@scrip/db/testing";
import { findings } from "@scrip/db/testing/ledger";
import { expect, it } from "vitest";
import { type Caller, FROM_WITHIN } from "../deps.ts";
import { aScenario, NOON } from "../testing/a-scenario.ts";
import { PlanDriver } from "./a-plan.test-support.ts";
import { createContract, endContract, getContracts } from "./contracts.ts";

const { deps, database, anOrganization } = await aScenario();
const owner = await database.open("owner");
const app = await database.open("app");

const DAY_MS = 86_400_000;

it("L34 a plan that was set before there were contracts becomes a contract, which can be ended and replaced", async () => {
  const real = await anOrganization({ clockAt: null });
  const timed = await anOrganization();
  await timed.advanceBy(DAY_MS);
  const closed = await anOrganization();
  const free = await anOrganization();
  await beforeMigration(database, "ContractPlansThatWereSet1800000008300");
  // The schema of then does not have what a process of today begins a transaction with.
  for (const { orgId } of [real, timed])
    await app.cell.transaction(async (tx) => {
      await tx.query("SELECT set_config('scrip.org_ids', ARRAY[$1::uuid]::text, true)", [orgId]);
      await appendAudit(tx, orgId, {
        actor: { type: "system", id: null },
        action: "organization.plan_set",
        target: { type: "organization", id: orgId },
        outcome: "done",
        from: FROM_WITHIN,
        details: { from: "free", to: "pro", reason: "They asked." },
      });
    });
  const set = (plan: string, { orgId }: { orgId: string }, more = "") =>
    owner.query(`UPDATE organizations SET plan = $1 ${more} WHERE org_id = $2`, [plan, orgId]);
  await set("pro", real);
  await set("enterprise", timed);
  await set("pro", closed, ", closed_at = at");

  await prepareDatabase(database.ownerUrl);
  expect(await findings(database)).toEqual([]);
  const [{ at: setAt }] = await owner.query<[{ at: Date }]>(
    "SELECT at FROM audit_entries WHERE org_id = $1 AND action = 'organization.plan_set'",
    [real.orgId],
  );
  const running = { state: "running", endsAt: null, rates: {}, entitlements: {}, credits: [] };
  expect(await getContracts(deps, real.orgId)) //
    .toMatchObject({ contracts: [{ ...running, plan: "pro", startsAt: setAt.getTime() }] });
  const { contracts } = await getContracts(deps, timed.orgId);
  expect(contracts).toMatchObject([{ ...running, plan: "enterprise", startsAt: NOON }]);
  for (const { orgId } of [closed, free])
    expect([await getContracts(deps, orgId), await new PlanDriver(deps, orgId).get()]) //
      .toMatchObject([{ contracts: [] }, { plan: "free", state: "none" }]);

  const operator: Caller = { orgId: timed.orgId, actor: { type: "operator", id: randomUUID() }, from: FROM_WITHIN };
  const asked = () => ({ idempotencyKey: randomUUID(), reason: "They signed." });
  await endContract(deps, operator, { ...asked(), contract: contracts[0]?.contract ?? "" });
  const plan = new PlanDriver(deps, timed.orgId);
  expect(await plan.get()).toMatchObject({ state: "none", plan: "free" });
  const terms = { plan: "pro", rates: {}, entitlements: {}, credits: [] };
  await createContract(deps, operator, { ...asked(), ...terms });
  expect(await plan.get()).toMatchObject({ state: "contract", plan: "pro" });

  // Undone and made again, the migration leaves what was made since then.
  await beforeMigration(database, "ContractPlansThatWereSet1800000008300");
  await prepareDatabase(database.ownerUrl);
  expect((await getContracts(deps, timed.orgId)).contracts).toMatchObject([{ plan: "pro", state: "running" }]);
  expect((await getContracts(deps, real.orgId)).contracts).toMatchObject([{ plan: "pro", state: "running" }]);
});

import { getServiceKey } from "@scrip/db/access";
import { aMember } from "@scrip/db/testing";
import type { Role } from "@scrip/domain/access";
import { usd } from "@scrip/domain/money";
import { describe, expect, it } from "vitest";
import { makeKey } from "../../access/make-key.ts";
import { FROM_WITHIN } from "../../deps.ts";
import { aScenario } from "../../testing/a-scenario.ts";
import type { Organization } from "../../testing/organization.ts";
import { budgetSubjects, listBudgets } from "./list-budgets.ts";
import { removeBudget, setBudget } from "./set-budget.ts";

const { deps, database, anOrganization, aPerson } = await aScenario();
const owner = await database.open("owner");
const PROJECT = { scope: "project", ref: "apollo", period: "month" } as const;

describe("a budget", () => {
  it("is set, changed and removed by a person of billing, each once in the audit log", async () => {
    const acme = await anOrganization({ credit: "100" });
    const billing = await as(acme, "billing");
    await setBudget(deps, billing, { ...PROJECT, cap: usd("10"), mode: "hard" });
    await setBudget(deps, billing, { ...PROJECT, cap: usd("20"), mode: "alert" });
    expect(await listBudgets(deps, acme.orgId)).toMatchObject([
      { scope: "project", ref: "apollo", period: "month", cap: usd("20"), mode: "alert", used: 0n, name: null },
    ]);
    await removeBudget(deps, billing, PROJECT);
    await removeBudget(deps, billing, PROJECT);
    expect(await listBudgets(deps, acme.orgId)).toEqual([]);
    await setBudget(deps, billing, { ...PROJECT, cap: usd("30"), mode: "hard" });
    const log: object[] = await owner.query(
      "SELECT action, target_id FROM audit_entries WHERE org_id = $1 AND target_type = 'budget' ORDER BY seq",
      [acme.orgId],
    );
    const actions = ["budget.created", "budget.changed", "budget.removed", "budget.created"];
    expect(log).toEqual(actions.map((action) => ({ action, target_id: "project month" })));
  });

  it("G3 is set by no member without the right, and that of a key only by who may change keys", async () => {
    const acme = await anOrganization();
    const { key } = await makeKey(deps, await as(acme, "admin"), {
      org: undefined,
      name: "train",
      scopes: ["usage:report"],
    });
    const month = { scope: "key", ref: key, period: "month", cap: usd("10"), mode: "hard" } as const;
    const refused = { refusal: { code: "permission_missing" } };
    await expect(
      setBudget(deps, await as(acme, "member"), { ...PROJECT, cap: 1n, mode: "hard" }),
    ).rejects.toMatchObject(refused);
    await expect(setBudget(deps, await as(acme, "billing"), month)).rejects.toMatchObject(refused);
    await expect(setBudget(deps, await as(acme, "billing"), { ...month, period: "day" })).rejects.toMatchObject(
      refused,
    );
    await setBudget(deps, await as(acme, "admin"), month);
    const other = await anOrganization();
    await expect(setBudget(deps, await as(other, "admin"), month)).rejects.toMatchObject({
      refusal: { code: "key_not_found" },
    });
    expect(await budgetSubjects(deps, acme.orgId)).toMatchObject({ keys: [{ key, name: "train" }] });
  });

  it("of a key for a day is its ceiling in both homes, and cannot be an alert", async () => {
    const acme = await anOrganization();
    const admin = await as(acme, "admin");
    const { key } = await makeKey(deps, admin, { org: undefined, name: "train", scopes: ["usage:report"] });
    const day = { scope: "key", ref: key, period: "day", cap: usd("10"), mode: "hard" } as const;
    await expect(setBudget(deps, admin, { ...day, mode: "alert" })).rejects.toMatchObject({
      refusal: { code: "bad_input", data: { fields: [{ path: "mode" }] } },
    });
    await setBudget(deps, admin, day);
    expect(await getServiceKey(deps.homes.platform, key)).toMatchObject({ dailyCeiling: usd("10"), ceilingVersion: 1 });
    expect(await listBudgets(deps, acme.orgId)).toMatchObject([{ scope: "key", name: "train", cap: usd("10") }]);
    await removeBudget(deps, admin, day);
    expect(await getServiceKey(deps.homes.platform, key)).toMatchObject({ dailyCeiling: null, ceilingVersion: 2 });
    expect(await listBudgets(deps, acme.orgId)).toEqual([]);
  });
});

/** A member of an organization who acts. */
async function as({ orgId }: Organization, role: Role) {
  const { id } = await aPerson();
  await aMember(deps.homes, { orgId, personId: id, role });
  return { orgId, actor: { type: "member", id }, from: FROM_WITHIN } as const;
}

import { randomUUID } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import { type Caller, FROM_WITHIN } from "../../deps.ts";
import { setPlan } from "../../organizations/set-plan.ts";
import type { RefusedError } from "../../refused.ts";
import { aScenario } from "../../testing/a-scenario.ts";
import { aTeam } from "../../testing/a-team.ts";
import { releaseEntitlement, useEntitlement } from "./change-use.ts";

const scenario = await aScenario();
const { deps, database, anOrganization } = scenario;
const owner = await database.open("owner");

interface Service extends Caller {
  readonly use: (entitlement: string, count?: number, key?: string) => Promise<string | number>;
  readonly release: (entitlement: string, count?: number, key?: string) => Promise<string | number>;
  readonly on: (plan: string) => Promise<unknown>;
}

/** A service that counts for a new organization; each answer is the counter after it, or the code of the refusal. */
async function aService(clockAt?: null): Promise<Service> {
  const { orgId } = await anOrganization(clockAt === null ? { clockAt } : {});
  const caller: Caller = { orgId, actor: { type: "service_key", id: randomUUID() }, from: FROM_WITHIN };
  const run =
    (change: typeof useEntitlement) =>
    (entitlement: string, count = 1, idempotencyKey: string = randomUUID()) =>
      change(deps, caller, { entitlement, count, idempotencyKey }).then(
        ({ used }) => used,
        (error: RefusedError) => error.refusal.code,
      );
  const operator: Caller = { orgId, actor: { type: "operator", id: randomUUID() }, from: FROM_WITHIN };
  return {
    ...caller,
    use: run(useEntitlement),
    release: run(releaseEntitlement),
    on: (plan) => setPlan(deps, operator, { plan, reason: "a test" }),
  };
}

describe("use and release", () => {
  it("count up to the limit, name what would allow more, and give back", async () => {
    const service = await aService();
    expect(await service.use("private_projects", 2)).toBe(2);
    expect(await service.use("private_projects", 2)).toBe("limit_reached");
    expect(await service.use("private_projects")).toBe(3);
    await expect(
      useEntitlement(deps, service, { entitlement: "private_projects", count: 1, idempotencyKey: "fourth" }),
    ).rejects.toMatchObject({
      refusal: {
        code: "limit_reached",
        data: { entitlement: "private_projects", limit: 3, used: 3, plan: "pro" },
      },
    });
    expect(await service.release("private_projects", 4)).toBe("not_in_use");
    expect(await service.release("private_projects", 3)).toBe(0);
    expect(await service.release("private_projects")).toBe("not_in_use");
  });

  it.each([
    ["members", "not_counted"],
    ["storage_gb", "not_counted"],
    ["sso", "not_counted"],
    ["rockets", "unknown_entitlement"],
    ["__proto__", "unknown_entitlement"],
  ])("refuse %s with %s", async (entitlement, code) => {
    const service = await aService();
    expect(await service.use(entitlement)).toBe(code);
    expect(await service.release(entitlement)).toBe(code);
  });

  it("a downgrade deletes nothing and binds only what is new; unlimited is counted, too", async () => {
    const service = await aService();
    await service.on("enterprise");
    expect(await service.use("deployments", 7)).toBe(7);
    await service.on("pro");
    expect(await service.use("deployments")).toBe("limit_reached");
    expect(await service.release("deployments", 2)).toBe(5);
    expect(await service.use("deployments")).toBe("limit_reached");
    expect(await service.release("deployments")).toBe(4);
    expect(await service.use("deployments")).toBe(5);
  });

  it("L13 the same key counts once, also at once, and repeats a refusal after its cause is gone", async () => {
    const service = await aService();
    expect(await Promise.all(Array.from({ length: 8 }, () => service.use("deployments", 1, "once")))).toEqual(
      Array.from({ length: 8 }, () => 1),
    );
    expect(await service.use("deployments", 1, "refused")).toBe("limit_reached");
    expect(await service.release("deployments", 1, "once")).toBe(0);
    expect(await service.use("deployments", 1, "refused")).toBe("limit_reached");
    expect(await service.use("deployments", 1, "once")).toBe(1);
    expect(await service.use("private_projects", 1, "once")).toBe("key_reused");
    expect(await service.use("deployments", 2, "once")).toBe("key_reused");
    expect(await service.use("deployments")).toBe(1);
  });

  it("racing calls never pass the limit, and each refused one counts nothing", async () => {
    const service = await aService();
    await service.on("pro");
    const answers = await Promise.all(Array.from({ length: 40 }, () => service.use("deployments")));
    expect(new Set(answers)).toEqual(new Set([1, 2, 3, 4, 5, "limit_reached"]));
    expect(answers.filter((answer) => answer === "limit_reached")).toHaveLength(35);
    const freed = await Promise.all(Array.from({ length: 10 }, () => service.release("deployments")));
    expect(freed.filter((answer) => answer === "not_in_use")).toHaveLength(5);
    const [{ used }] = await owner.query("SELECT used FROM entitlement_uses WHERE org_id = $1", [service.orgId]);
    expect(Number(used)).toBe(0);
  });
});

describe("the cache of checks", () => {
  const check = async (orgId: string, entitlement: string) =>
    (await deps.entitlements.check(orgId, entitlement)).isAllowed;

  /** Waits until the cache answers from memory. */
  const warm = (orgId: string): Promise<void> =>
    vi.waitFor(() => expect(deps.entitlements.check(orgId, "sso")).not.toBeInstanceOf(Promise), { timeout: 20_000 });

  it("is right within a second of a plan change and of a use, without a read in between", async () => {
    const service = await aService(null);
    await deps.entitlements.check(service.orgId, "sso");
    await warm(service.orgId);
    await service.on("enterprise");
    await vi.waitFor(async () => expect(await check(service.orgId, "sso")).toBe(true), { timeout: 1000, interval: 5 });
    await service.on("free");
    await vi.waitFor(async () => expect(await check(service.orgId, "sso")).toBe(false), { timeout: 1000, interval: 5 });
    expect(await check(service.orgId, "deployments")).toBe(true);
    await service.use("deployments");
    await vi.waitFor(async () => expect(await check(service.orgId, "deployments")).toBe(false), {
      timeout: 1000,
      interval: 5,
    });
  });

  it("counts members and open invitations itself, and ends when an invitation expires", async () => {
    const team = await aTeam(scenario);
    const seats = async () => {
      const { entitlements } = await deps.entitlements.list(team.orgId);
      return entitlements.find(({ entitlement }) => entitlement === "members");
    };
    expect(await seats()).toMatchObject({ used: 1, counted: "by_scrip", value: 5 });
    await warm(team.orgId);
    await team.invite({ email: `${randomUUID()}@example.com` });
    await vi.waitFor(async () => expect(await seats()).toMatchObject({ used: 2 }), { timeout: 1000, interval: 5 });
    await owner.query("UPDATE invitations SET expires_at = now() + interval '1 second' WHERE org_id = $1", [
      team.orgId,
    ]);
    await vi.waitFor(async () => expect(await seats()).toMatchObject({ used: 1 }), { timeout: 3000, interval: 50 });
  });

  it("takes the values of the contract in force, within a second of its start and its end", async () => {
    const service = await aService(null);
    await deps.entitlements.check(service.orgId, "sso");
    await warm(service.orgId);
    const id = randomUUID();
    await owner.query(
      `INSERT INTO contracts (org_id, id, plan, state, starts_at, rates, entitlements, credits, reason, made_by_type, made_at)
        VALUES ($1, $2, 'enterprise', 'running', now(), '{}', '{"sso": true, "deployments": 0}', '[]', 'a test', 'system', now())`,
      [service.orgId, id],
    );
    await vi.waitFor(async () => expect(await check(service.orgId, "sso")).toBe(true), { timeout: 1000, interval: 5 });
    expect(await service.use("deployments")).toBe("limit_reached");
    await owner.query("UPDATE contracts SET state = 'ended', ended_at = starts_at WHERE id = $1", [id]);
    await vi.waitFor(async () => expect(await check(service.orgId, "sso")).toBe(false), { timeout: 1000, interval: 5 });
    await owner.query("DELETE FROM contracts WHERE id = $1", [id]);
  });

  it("knows no organization that does not exist", async () => {
    await expect(deps.entitlements.check(randomUUID(), "sso")).rejects.toMatchObject({
      refusal: { code: "organization_not_found" },
    });
  });
});

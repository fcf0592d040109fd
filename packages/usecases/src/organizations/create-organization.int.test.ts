import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { aScenario, NOON } from "../testing/a-scenario.ts";
import { createOrganization } from "./create-organization.ts";

const { deps } = await aScenario();

const anInput = (changed: { name?: string; idempotencyKey?: string; testClock?: number } = {}) => ({
  name: `Acme ${randomUUID()}`,
  idempotencyKey: randomUUID(),
  ...changed,
});

describe("an organization", () => {
  it("gets the published catalog, an id of its own and the requested clock", async () => {
    const input = anInput({ testClock: NOON });
    const made = await createOrganization(deps, "tests", input);
    expect(made).toMatchObject({ name: input.name, clockAt: NOON, catalogVersion: deps.catalogVersion });
    const real = await createOrganization(deps, "tests", anInput());
    expect(real.clockAt).toBeNull();
    expect(real.orgId).not.toBe(made.orgId);
  });

  it("C3 is created once by ten concurrent calls with one key", async () => {
    const input = anInput();
    const made = await Promise.all(Array.from({ length: 10 }, () => createOrganization(deps, "tests", input)));
    expect(new Set(made.map(({ orgId }) => orgId)).size).toBe(1);
    expect(await createOrganization(deps, "tests", input)).toEqual(made[0]);
  });

  it.each([
    ["another name", { name: "Another" }],
    ["another clock", { testClock: NOON + 1 }],
  ])("C3 is refused to a key that was used with %s", async (_what, change) => {
    const input = anInput({ testClock: NOON });
    await createOrganization(deps, "tests", input);
    await expect(createOrganization(deps, "tests", { ...input, ...change })).rejects.toMatchObject({
      refusal: { code: "key_reused" },
    });
  });

  it("has a name that is unique among its owner's organizations", async () => {
    const input = anInput();
    const made = await createOrganization(deps, "one", input);
    await expect(createOrganization(deps, "one", anInput({ name: input.name }))).rejects.toMatchObject({
      refusal: { code: "name_taken", data: { name: input.name } },
    });
    const other = await createOrganization(deps, "other", input);
    expect(other.orgId).not.toBe(made.orgId);
  });

  it("is not created with a test clock if test clocks are not allowed", async () => {
    const production = { ...deps, allowsTestClocks: false };
    const input = anInput();
    await expect(createOrganization(production, "tests", { ...input, testClock: NOON })).rejects.toMatchObject({
      refusal: { code: "test_clock_refused" },
    });
    // The refusal did not record the key, so the key accepts other terms.
    expect((await createOrganization(production, "tests", input)).clockAt).toBeNull();
  });
});

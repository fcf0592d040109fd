import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { aScenario, NOON } from "../testing/a-scenario.ts";
import { createOrganization } from "./create-organization.ts";

const { deps } = await aScenario();

const asked = (some: { name?: string; idempotencyKey?: string; testClock?: number } = {}) => ({
  name: `Acme ${randomUUID()}`,
  idempotencyKey: randomUUID(),
  ...some,
});

describe("an organization", () => {
  it("gets the published catalog, an id of its own and the time that was asked for", async () => {
    const input = asked({ testClock: NOON });
    const made = await createOrganization(deps, "tests", input);
    expect(made).toMatchObject({ name: input.name, clockAt: NOON, catalogVersion: deps.catalogVersion });
    const real = await createOrganization(deps, "tests", asked());
    expect(real.clockAt).toBeNull();
    expect(real.orgId).not.toBe(made.orgId);
  });

  it("C3 is created once by one key, also ten times at once", async () => {
    const input = asked();
    const made = await Promise.all(Array.from({ length: 10 }, () => createOrganization(deps, "tests", input)));
    expect(new Set(made.map(({ orgId }) => orgId)).size).toBe(1);
    expect(await createOrganization(deps, "tests", input)).toEqual(made[0]);
  });

  it.each([
    ["another name", { name: "Another" }],
    ["another clock", { testClock: NOON + 1 }],
  ])("C3 is refused to a key that asked for %s before", async (_what, change) => {
    const input = asked({ testClock: NOON });
    await createOrganization(deps, "tests", input);
    await expect(createOrganization(deps, "tests", { ...input, ...change })).rejects.toMatchObject({
      refusal: { code: "key_reused" },
    });
  });

  it("has a name that is unique among those of its owner", async () => {
    const input = asked();
    const made = await createOrganization(deps, "one", input);
    await expect(createOrganization(deps, "one", asked({ name: input.name }))).rejects.toMatchObject({
      refusal: { code: "name_taken", data: { name: input.name } },
    });
    const other = await createOrganization(deps, "other", input);
    expect(other.orgId).not.toBe(made.orgId);
  });

  it("gets no test clock where these are not allowed, and nothing is created", async () => {
    const production = { ...deps, allowsTestClocks: false };
    const input = asked();
    await expect(createOrganization(production, "tests", { ...input, testClock: NOON })).rejects.toMatchObject({
      refusal: { code: "test_clock_refused" },
    });
    // Had the key been used, other terms would be refused.
    expect((await createOrganization(production, "tests", input)).clockAt).toBeNull();
  });
});

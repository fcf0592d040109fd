import { createHash, randomUUIDv7 } from "node:crypto";
import type { createOrganizationInput } from "@scrip/contract/organizations";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { createOrganization as insertOrganization, type Organization } from "@scrip/db/organizations";
import type { Deps } from "../deps.ts";
import { refused } from "../refused.ts";

/**
 * Creates an organization under the owner of a platform key. The same key and payload return the same organization,
 * even if an earlier call was interrupted.
 * @param input `testClock` in milliseconds puts the organization on a test clock
 * @throws RefusedError `key_reused`, `name_taken`, `test_clock_refused`
 * @source docs/rules.md#organizations
 */
export async function createOrganization(
  deps: Pick<Deps, "homes" | "catalogVersion" | "allowsTestClocks">,
  owner: string,
  input: Parsed<typeof createOrganizationInput>,
): Promise<Organization> {
  const clockAt = input.testClock ?? null;
  if (clockAt !== null) requireTestClocks(deps);
  const outcome = await insertOrganization(deps.homes, {
    owner,
    name: input.name,
    creationKey: input.idempotencyKey,
    payloadHash: createHash("sha256")
      .update(JSON.stringify([input.name, clockAt]))
      .digest("hex"),
    orgId: randomUUIDv7(),
    clockAt,
    catalogVersion: deps.catalogVersion,
  });
  if (outcome.ok) return outcome.organization;
  if (outcome.refusal === "name_taken")
    throw refused("name_taken", `There is an organization named "${input.name}" already.`, {
      name: input.name,
    });
  const message = "This idempotency key created another organization before. Use a new key.";
  throw refused("key_reused", message, { operation: "createOrganization", key: input.idempotencyKey });
}

/**
 * Refuses test clocks in production. They would let a caller move time, and with it expiry and prices, of real money.
 * @throws RefusedError `test_clock_refused`
 */
export function requireTestClocks(deps: Pick<Deps, "allowsTestClocks">): void {
  if (deps.allowsTestClocks) return;
  throw refused("test_clock_refused", "Test clocks are refused in production.");
}

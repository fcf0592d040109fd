import { createHash, randomUUIDv7 } from "node:crypto";
import type { createOrganizationInput } from "@scrip/contract/organizations";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { createOrganization as insertOrganization, type Organization } from "@scrip/db/organizations";
import type { Acting } from "../access/audited-by.ts";
import type { Deps } from "../deps.ts";
import { organizationLost, refused } from "../refused.ts";
import { creationSteps, WITHIN } from "./creation-steps.ts";

/** The platform key that creates an organization, and the request with which it does. */
export interface CreatedBy {
  /** The owner of the key. Names and idempotency keys are unique among the organizations of an owner. */
  readonly owner: string;
  readonly acting: Acting;
  /** The origin of this server in browsers, for the link to an invited owner. */
  readonly origin: string | null;
}

/**
 * Creates an organization under the owner of a platform key, and invites its owner if an address is given. The same key
 * and payload return the same organization, even if an earlier call was interrupted.
 * @param by the owner of the key alone stands for a call from within
 * @param input `testClock` in milliseconds puts the organization on a test clock
 * @throws RefusedError `key_reused`, `name_taken`, `test_clock_refused`, `organization_not_found` if a restore lost it
 * @source docs/rules.md#organizations
 */
export async function createOrganization(
  deps: Pick<Deps, "homes" | "books" | "catalogVersion" | "allowsTestClocks">,
  by: string | CreatedBy,
  input: Parsed<typeof createOrganizationInput>,
): Promise<Organization> {
  const { owner, acting, origin } = typeof by === "string" ? { owner: by, acting: WITHIN, origin: null } : by;
  const clockAt = input.testClock ?? null;
  if (clockAt !== null) requireTestClocks(deps);
  const ownerEmail = input.ownerEmail ?? null;
  const payload = [input.name, clockAt, ...(ownerEmail === null ? [] : [ownerEmail])];
  const outcome = await insertOrganization(
    deps.homes,
    {
      owner,
      name: input.name,
      creationKey: input.idempotencyKey,
      payloadHash: createHash("sha256").update(JSON.stringify(payload)).digest("hex"),
      orgId: randomUUIDv7(),
      clockAt,
      catalogVersion: deps.catalogVersion,
      plan: (await deps.books.catalogOf(deps.catalogVersion)).defaultPlan,
      ownerPerson: null,
      ownerEmail,
    },
    creationSteps({ homes: deps.homes, origin, acting }),
  );
  if (outcome.ok) return outcome.organization;
  if (outcome.refusal === "lost") throw organizationLost(outcome.orgId);
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

import { createHash, randomUUIDv7 } from "node:crypto";
import type { createOwnInput } from "@scrip/contract/organizations";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { createdBy, createOrganization as insertOrganization, type Organization } from "@scrip/db/organizations";
import { MOST_OWN_ORGANIZATIONS, ownCreationKey, ownerNameOf } from "@scrip/domain/organizations";
import type { CallOrigin, Deps } from "../deps.ts";
import { organizationLost, refused } from "../refused.ts";
import { creationSteps } from "./creation-steps.ts";

type CreateDeps = Pick<Deps, "homes" | "books" | "catalogVersion">;

/** A person who creates an organization, and the request with which they do. */
export interface Creator {
  readonly personId: string;
  readonly from: CallOrigin;
}

/**
 * Creates an organization of a person, who is its owner. The same key and name return the same organization.
 * @throws RefusedError `key_reused`, `name_taken`, `too_many_organizations`, `organization_not_found` if a restore lost it
 * @source docs/rules.md#organizations
 */
export async function createOwn(
  deps: CreateDeps,
  creator: Creator,
  { name, idempotencyKey }: Parsed<typeof createOwnInput>,
): Promise<Organization> {
  const creationKey = ownCreationKey(idempotencyKey);
  const earlier = await createdBy(deps.homes.platform, ownerNameOf(creator.personId));
  const isRepeated = earlier.some((each) => each.creationKey === creationKey);
  if (!isRepeated && earlier.length >= MOST_OWN_ORGANIZATIONS)
    throw refused("too_many_organizations", `A person may create ${MOST_OWN_ORGANIZATIONS} organizations.`, {
      limit: MOST_OWN_ORGANIZATIONS,
    });
  const outcome = await insertOwn(deps, creator, { name, creationKey, payload: name });
  if (outcome.ok) return outcome.organization;
  if (outcome.refusal === "lost") throw organizationLost(outcome.orgId);
  if (outcome.refusal === "name_taken")
    throw refused("name_taken", `You have an organization named "${name}" already.`, { name });
  const message = "This idempotency key created another organization before. Use a new key.";
  throw refused("key_reused", message, { operation: "createOwn", key: idempotencyKey });
}

/**
 * Creates an organization that a person owns from the start.
 * @param terms `payload` distinguishes a repeated call from a reused key
 */
export async function insertOwn(
  { homes, books, catalogVersion }: CreateDeps,
  { personId, from }: Creator,
  { name, creationKey, payload }: { readonly name: string; readonly creationKey: string; readonly payload: string },
): ReturnType<typeof insertOrganization> {
  const acting = { actor: { type: "member", id: personId }, from } as const;
  return insertOrganization(
    homes,
    {
      owner: ownerNameOf(personId),
      name,
      creationKey,
      payloadHash: createHash("sha256").update(payload).digest("hex"),
      orgId: randomUUIDv7(),
      clockAt: null,
      catalogVersion,
      plan: (await books.catalogOf(catalogVersion)).defaultPlan,
      ownerPerson: personId,
      ownerEmail: null,
    },
    creationSteps({ homes, origin: null, acting }),
  );
}

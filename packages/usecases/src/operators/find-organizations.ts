import { appendPlatformAudit } from "@scrip/db/access";
import { inPlatform } from "@scrip/db/connection";
import { findPeopleByEmail, organizationsOfPeople } from "@scrip/db/operators";
import { findOrganizations as findByName, organizationNames } from "@scrip/db/organizations";
import { findJobsEverywhere, type JobsFound } from "@scrip/db/read/operators/find-jobs-everywhere";
import type { Deps } from "../deps.ts";
import { auditActor, type OperatorCaller } from "./operator-caller.ts";

/** An organization with its name. */
interface OrganizationNamed {
  readonly orgId: string;
  readonly name: string;
}

/** What a text names. */
export interface OrganizationsFound extends JobsFound {
  readonly organizations: readonly OrganizationNamed[];
  readonly people: readonly PersonFound[];
}

/** A person and their organizations. */
interface PersonFound {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly organizations: readonly OrganizationNamed[];
}

/** The most results of each kind. */
const MOST_FOUND = 20;

const ORG_ID = /^(?:org_)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/**
 * Finds organizations by a part of a name, by an id, by the e-mail address of a person, or by a job. The platform's audit
 * log keeps the search.
 * @source docs/rules.md#looks-of-operators
 */
export async function findOrganizations(
  { homes, verify }: Pick<Deps, "homes" | "verify">,
  operator: OperatorCaller,
  text: string,
): Promise<OrganizationsFound> {
  await inPlatform(homes.platform, (tx) =>
    appendPlatformAudit(tx, {
      actor: auditActor(operator),
      action: "operator.searched",
      outcome: "done",
      from: operator.from,
      details: { text },
    }),
  );
  const [, id = null] = ORG_ID.exec(text) ?? [];
  const [named, people, found] = await Promise.all([
    id === null
      ? findByName(homes.platform, text, MOST_FOUND)
      : organizationNames(homes.platform, [id.toLowerCase()]).then((names) => [...names].map(toNamed)),
    findPeople(homes.platform, text),
    findJobsEverywhere(verify, text, MOST_FOUND),
  ]);
  return { organizations: named.map(({ orgId, name }) => ({ orgId, name })), people, ...found };
}

async function findPeople(platform: Deps["homes"]["platform"], text: string): Promise<readonly PersonFound[]> {
  const people = await findPeopleByEmail(platform, text, MOST_FOUND);
  if (people.length === 0) return [];
  const ids = people.map(({ id }) => id);
  const memberships = await organizationsOfPeople(platform, ids);
  return people.map(({ id, name, email }) => ({
    personId: id,
    name,
    email,
    organizations: memberships.flatMap(({ personId, ...organization }) => (personId === id ? [organization] : [])),
  }));
}

function toNamed([orgId, name]: readonly [string, string]): OrganizationNamed {
  return { orgId, name };
}

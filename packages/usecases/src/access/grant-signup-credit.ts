import { claimSignupCredit, findPeople, MemberEntity, organizationsOf } from "@scrip/db/access";
import { markDone } from "@scrip/db/claims";
import { type Homes, inOrganization, newId, reach } from "@scrip/db/connection";
import { createdBy, getOrganization } from "@scrip/db/organizations";
import { compileCatalog } from "@scrip/domain/catalog";
import type { IssueGrant } from "@scrip/domain/ledger";
import { ownerNameOf, PERSONAL_KEY } from "@scrip/domain/organizations";
import type { Deps } from "../deps.ts";

type SignupDeps = Pick<Deps, "homes" | "ledger" | "books">;

const DAY_MS = 86_400_000;

/**
 * Grants the signup credit of a verified person to an organization that they own, their personal one first: once for each
 * person and mailbox. The platform claims it, the ledger grants it under the person's business key, and the claim is
 * marked as done. Safe to repeat and to run at once.
 * @source docs/rules.md#signup-credit; docs/invariants.md#l25
 */
export async function grantSignupCredit(deps: SignupDeps, personId: string): Promise<void> {
  const { homes } = deps;
  const person = (await findPeople(homes.platform, [personId])).get(personId);
  const owned = person?.isVerified === true ? await ownedOrganization(homes, personId) : null;
  if (person !== undefined && owned !== null) {
    const orgId = await claimSignupCredit(homes.platform, { personId, email: person.email, orgId: owned });
    reach("signup.claimed");
    if (orgId !== null) await grant(deps, orgId, personId);
    reach("signup.granted");
  }
  await markDone(homes.platform, { kind: "grant_signup_credit", ref: personId });
  // The person may have become an owner after the look, while the row of this work was still there.
  if (owned === null && person?.isVerified === true && (await ownedOrganization(homes, personId)) !== null)
    await grantSignupCredit(deps, personId);
}

/** Grants the credit of the default plan's rule. The business key makes a repeated call answer with the same grant. */
async function grant({ homes, ledger, books }: SignupDeps, orgId: string, personId: string): Promise<void> {
  const organization = await getOrganization(homes.organizations, orgId);
  if (organization === undefined) throw new Error(`the organization ${orgId} of a signup credit does not exist`);
  const catalog = await books.catalogOf(organization.catalogVersion);
  const rule = compileCatalog(catalog).plans.get(catalog.defaultPlan)?.signup;
  if (rule === undefined) return;
  const { now } = await ledger.peek(orgId);
  const command: IssueGrant = {
    kind: "issueGrant",
    orgId,
    id: newId(),
    actor: { type: "system", id: null },
    source: "signup",
    grantKind: "promotional",
    amount: rule.amount,
    effectiveAt: null,
    expiresAt: now + rule.days * DAY_MS,
    businessKey: signupKey(personId),
  };
  const outcome = await ledger.submit(command, null);
  // A closed organization gets no credit. Anything else must not happen.
  if (!outcome.ok && outcome.refusal.code !== "organization_closed") throw new Error(outcome.refusal.message);
}

/** The business key of a person's signup credit. The keys of callers begin otherwise. */
export function signupKey(personId: string): string {
  return `signup:${personId}`;
}

/** An open organization that a person owns: the personal one, or else the oldest; `null` if there is none. */
async function ownedOrganization(homes: Homes, personId: string): Promise<string | null> {
  const own = await createdBy(homes.platform, ownerNameOf(personId));
  const personal = own.find(({ creationKey }) => creationKey === PERSONAL_KEY);
  const all = (await organizationsOf(homes.platform, personId)).map(({ orgId }) => orgId);
  const ordered = personal === undefined ? all : [personal.orgId, ...all.filter((orgId) => orgId !== personal.orgId)];
  for (const orgId of ordered) if (await isOpenOwner(homes, orgId, personId)) return orgId;
  return null;
}

async function isOpenOwner(homes: Homes, orgId: string, personId: string): Promise<boolean> {
  const organization = await getOrganization(homes.organizations, orgId);
  if (organization === undefined || organization.closedAt !== null) return false;
  return inOrganization(homes.organizations, orgId, (tx) =>
    tx.repository(MemberEntity).existsBy({ orgId, personId, role: "owner" }),
  );
}

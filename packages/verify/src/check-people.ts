import type { Invariant } from "./finding.ts";
import type { PeopleRows } from "./read-people.ts";

/** A contradiction between the rows about people. */
export interface PeopleFinding {
  readonly invariant: Invariant;
  readonly rows: readonly string[];
  readonly message: string;
}

/**
 * Checks who belongs where. L25: a person has signup credit at most once, and only by a claim. L28: the platform's index
 * and the members agree, as do tokens and open invitations; an accepted invitation has its member; an organization has at
 * most one owner, and one that a person created has one until it is closed. What an open claim is about is left out.
 */
export function checkPeople(rows: PeopleRows): PeopleFinding[] {
  const claimed = claimedIn(rows.claims);
  return [
    ...checkIndex(rows, claimed),
    ...checkOwners(rows, claimed),
    ...checkInvitations(rows, claimed),
    ...checkSignups(rows),
  ];
}

/** Tells whether an open claim is about an organization and a person or an invitation of it. */
type IsClaimed = (orgId: string, about: string) => boolean;

function claimedIn(claims: readonly string[]): IsClaimed {
  const organizations = new Set<string>();
  const pairs = new Set<string>();
  const people = new Set<string>();
  for (const claim of claims) {
    const [kind = "", ref = ""] = claim.split(" ");
    const [orgId = "", about = "", , extra = ""] = ref.split(":");
    if (kind === "create_organization") organizations.add(ref);
    else if (kind === "erase_person") people.add(ref);
    else if (about !== "") {
      pairs.add(`${orgId} ${about}`);
      pairs.add(`${orgId} ${extra}`);
    }
  }
  return (orgId, about) => organizations.has(orgId) || people.has(about) || pairs.has(`${orgId} ${about}`);
}

function checkIndex({ index, members }: PeopleRows, isClaimed: IsClaimed): PeopleFinding[] {
  const found: PeopleFinding[] = [];
  const lines = new Map(index.map((line) => [`${line.orgId} ${line.personId}`, line.state]));
  const rows = new Set(members.map(({ orgId, personId }) => `${orgId} ${personId}`));
  for (const { orgId, personId, state } of index) {
    const names = [`membership ${personId} of organization ${orgId}`];
    if (isClaimed(orgId, personId)) continue;
    if (state !== "member") found.push(contradiction(names, "it is claimed, and no claim of it is open"));
    else if (!rows.has(`${orgId} ${personId}`)) found.push(contradiction(names, "the organization has no such member"));
  }
  for (const { orgId, personId } of members)
    if (lines.get(`${orgId} ${personId}`) !== "member" && !isClaimed(orgId, personId))
      found.push(
        contradiction([`member ${personId} of organization ${orgId}`], "the platform's index does not have it"),
      );
  return found;
}

function checkOwners({ members, organizations, ofPersons }: PeopleRows, isClaimed: IsClaimed): PeopleFinding[] {
  const owners = new Map<string, number>();
  for (const { orgId, role } of members) if (role === "owner") owners.set(orgId, (owners.get(orgId) ?? 0) + 1);
  const found: PeopleFinding[] = [];
  for (const [orgId, count] of owners)
    if (count > 1) found.push(contradiction([`organization ${orgId}`], `it has ${count} owners`));
  for (const { orgId, isClosed } of organizations)
    if (!isClosed && ofPersons.has(orgId) && !owners.has(orgId) && !isClaimed(orgId, ""))
      found.push(contradiction([`organization ${orgId}`], "a person created it, and it has no owner"));
  return found;
}

function checkInvitations({ tokens, invitations, members }: PeopleRows, isClaimed: IsClaimed): PeopleFinding[] {
  const found: PeopleFinding[] = [];
  const sent = new Map(tokens.map(({ orgId, invitationId, hash }) => [`${orgId} ${invitationId}`, hash]));
  const rows = new Set(members.map(({ orgId, personId }) => `${orgId} ${personId}`));
  for (const { orgId, id, state, acceptedBy, tokenHash } of invitations) {
    const names = [`invitation ${id} of organization ${orgId}`];
    const token = sent.get(`${orgId} ${id}`);
    sent.delete(`${orgId} ${id}`);
    if (isClaimed(orgId, id) || (acceptedBy !== null && isClaimed(orgId, acceptedBy))) continue;
    if (state === "accepted" && !rows.has(`${orgId} ${acceptedBy}`))
      found.push(contradiction(names, `it is accepted, and ${acceptedBy} is no member`));
    if (state === "open" && token !== tokenHash)
      found.push(contradiction(names, "it is open, and the platform has not its token"));
    if (state !== "open" && token !== undefined)
      found.push(contradiction(names, "it is not open, and the platform has a token of it"));
  }
  for (const name of sent.keys()) {
    const [orgId = "", id = ""] = name.split(" ");
    if (!isClaimed(orgId, id))
      found.push(contradiction([`invitation token of ${id}`], "the organization has no such invitation"));
  }
  return found;
}

function checkSignups({ signups, signupGrants }: PeopleRows): PeopleFinding[] {
  const found: PeopleFinding[] = [];
  const claimOf = new Map<string, string>();
  for (const { orgId, personId } of signups) {
    const rows = [`signup credit of person ${personId}`];
    if (claimOf.has(personId)) found.push({ invariant: "L25", rows, message: "the person has two claims of it" });
    claimOf.set(personId, orgId);
  }
  const granted = new Set<string>();
  for (const { orgId, personId } of signupGrants) {
    const rows = [`signup credit of person ${personId}`, `organization ${orgId}`];
    if (granted.has(personId)) found.push({ invariant: "L25", rows, message: "the person got it twice" });
    granted.add(personId);
    if (claimOf.get(personId) !== orgId)
      found.push({ invariant: "L25", rows, message: "the platform has no claim of it for this organization" });
  }
  return found;
}

function contradiction(rows: readonly string[], message: string): PeopleFinding {
  return { invariant: "L28", rows, message };
}

/** The findings that two reads have in common: a change between the homes shows in one of them only. */
export function inBoth(first: readonly PeopleFinding[], second: readonly PeopleFinding[]): PeopleFinding[] {
  const again = new Set(second.map((finding) => JSON.stringify(finding)));
  return first.filter((finding) => again.has(JSON.stringify(finding)));
}

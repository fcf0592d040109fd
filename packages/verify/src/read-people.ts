import { livesHere, type Places, readCells } from "./cells.ts";
import { type Cells, readRows, text } from "./read.ts";

/** A line of the platform's index of person and organization. */
export interface IndexLine {
  readonly orgId: string;
  readonly personId: string;
  readonly state: string;
}

export interface MemberLine {
  readonly orgId: string;
  readonly personId: string;
  readonly role: string;
}

/** The token of an invitation in the platform. */
export interface TokenLine {
  readonly orgId: string;
  readonly invitationId: string;
  /** Lower-case hex. */
  readonly hash: string;
}

export interface InvitationLine {
  readonly orgId: string;
  readonly id: string;
  readonly state: string;
  readonly acceptedBy: string | null;
  /** Lower-case hex. */
  readonly tokenHash: string;
}

/** A person who got signup credit in an organization. */
export interface SignupLine {
  readonly orgId: string;
  readonly personId: string;
}

/** The organization as its own home has it. */
export interface OwnedLine {
  readonly orgId: string;
  readonly isClosed: boolean;
}

/** Who belongs where, as both homes have it. */
export interface PeopleRows {
  /** The claims that are open: `<kind> <ref>`. */
  readonly claims: readonly string[];
  /** The organizations that a person created. */
  readonly ofPersons: ReadonlySet<string>;
  readonly index: readonly IndexLine[];
  readonly members: readonly MemberLine[];
  readonly tokens: readonly TokenLine[];
  readonly invitations: readonly InvitationLine[];
  /** The platform's claims of signup credit. */
  readonly signups: readonly SignupLine[];
  /** The grants under a person's business key. */
  readonly signupGrants: readonly SignupLine[];
  readonly organizations: readonly OwnedLine[];
}

/**
 * Reads who belongs where from both homes. They are read one after another, so a change between the reads looks like a
 * contradiction: the caller reads again and keeps what both reads show.
 */
export async function readPeople(places: Places): Promise<PeopleRows> {
  const all = async <Row>(sql: string, read: (row: Cells) => Row): Promise<Row[]> =>
    (await readRows(places.platform, sql, [])).map(read);
  return {
    claims: await all("SELECT kind || ' ' || ref FROM platform_due", ([claim]) => text(claim)),
    ofPersons: new Set(
      await all("SELECT org_id FROM organization_registry WHERE owner_person IS NOT NULL", ([id]) => text(id)),
    ),
    index: await all("SELECT org_id, person_id, state FROM memberships", ([orgId, personId, state]) => ({
      orgId: text(orgId),
      personId: text(personId),
      state: text(state),
    })),
    tokens: await all(
      "SELECT org_id, invitation_id, encode(token_hash, 'hex') FROM invitation_tokens",
      ([orgId, invitationId, hash]) => ({ orgId: text(orgId), invitationId: text(invitationId), hash: text(hash) }),
    ),
    signups: await all("SELECT org_id, person_id FROM signup_credits", readSignup),
    members: await readCells(
      places,
      `SELECT org_id, person_id, role FROM members WHERE ${livesHere("members")}`,
      ([orgId, personId, role]) => ({
        orgId: text(orgId),
        personId: text(personId),
        role: text(role),
      }),
    ),
    invitations: await readCells(
      places,
      `SELECT org_id, id, state, accepted_by, encode(token_hash, 'hex') FROM invitations WHERE ${livesHere("invitations")}`,
      ([orgId, id, state, acceptedBy, hash]) => ({
        orgId: text(orgId),
        id: text(id),
        state: text(state),
        acceptedBy: acceptedBy ?? null,
        tokenHash: text(hash),
      }),
    ),
    signupGrants: await readCells(
      places,
      `SELECT org_id, substr(business_key, 8) FROM grants
        WHERE source = 'signup' AND starts_with(business_key, 'signup:') AND ${livesHere("grants")}`,
      readSignup,
    ),
    organizations: await readCells(
      places,
      `SELECT org_id, closed_at IS NOT NULL FROM organizations WHERE ${livesHere("organizations")}`,
      ([orgId, isClosed]) => ({
        orgId: text(orgId),
        isClosed: isClosed === "t",
      }),
    ),
  };
}

function readSignup([orgId, personId]: Cells): SignupLine {
  return { orgId: text(orgId), personId: text(personId) };
}

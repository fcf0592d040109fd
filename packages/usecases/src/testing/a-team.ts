import { randomUUID } from "node:crypto";
import { MemberEntity, type Person } from "@scrip/db/access";
import { inOrganization } from "@scrip/db/connection";
import type { Role } from "@scrip/domain/access";
import { acceptInvitation } from "../access/accept-invitation.ts";
import { inviteMember } from "../access/invite-member.ts";
import { type Caller, FROM_WITHIN } from "../deps.ts";
import { createOwn } from "../organizations/create-own.ts";
import { setPlan } from "../organizations/set-plan.ts";
import type { Scenario } from "./a-scenario.ts";

/** The origin of the server in the links of a scenario. */
export const ORIGIN = "https://scrip.example.com";

/** An organization of a scenario with its people. */
export interface Team {
  readonly orgId: string;
  readonly owner: Person;
  /** The caller of a member. */
  as(person: Person): Caller;
  /** Invites a person by their address. @returns the token of the link in the mail */
  invite(person: Pick<Person, "email">, role?: Role): Promise<string>;
  accept(person: Person, token: string): Promise<void>;
  /** Makes a person who joins by an invitation. */
  aMember(role?: Role): Promise<Person>;
  setPlan(plan: string): Promise<void>;
  /** The roles of the members, by person. */
  roles(): Promise<Record<string, Role>>;
}

/** Makes an organization of a person, on a plan. */
export async function aTeam(
  scenario: Pick<Scenario, "deps" | "database" | "aPerson">,
  { plan = "pro", owner }: { readonly plan?: string; readonly owner?: Person } = {},
): Promise<Team> {
  const { deps, aPerson } = scenario;
  const person = owner ?? (await aPerson());
  const names = { name: `Team ${randomUUID()}`, idempotencyKey: randomUUID() };
  const { orgId } = await createOwn(deps, { personId: person.id, from: FROM_WITHIN }, names);
  const as = ({ id }: Person): Caller => ({ orgId, actor: { type: "member", id }, from: FROM_WITHIN });
  const operator: Caller = { orgId, actor: { type: "operator", id: randomUUID() }, from: FROM_WITHIN };
  const team: Team = {
    orgId,
    owner: person,
    as,
    invite: async ({ email }, role = "member") => {
      await inviteMember(deps, as(person), { email, role }, ORIGIN);
      return tokenTo(scenario, email);
    },
    accept: async ({ id }, token) => {
      await acceptInvitation(deps, id, token, FROM_WITHIN);
    },
    aMember: async (role = "member") => {
      const member = await aPerson();
      await team.accept(member, await team.invite(member, role));
      return member;
    },
    setPlan: async (to) => {
      await setPlan(deps, operator, { plan: to, reason: "a test" });
    },
    roles: () =>
      inOrganization(deps.homes.organizations, orgId, async (tx) => {
        const members = await tx.repository(MemberEntity).findBy({ orgId });
        return Object.fromEntries(members.map(({ personId, role }) => [personId, role]));
      }),
  };
  await team.setPlan(plan);
  return team;
}

/** The token of the link that was sent to an address last. */
export async function tokenTo({ database }: Pick<Scenario, "database">, email: string): Promise<string> {
  const owner = await database.open("owner");
  const [mail] = await owner.query<{ url: string }[]>(
    `SELECT data ->> 'url' AS url FROM mails WHERE to_address = $1 AND kind = 'invitation' ORDER BY queued_at DESC, id DESC
      LIMIT 1`,
    [email],
  );
  return new URL(mail?.url ?? "").hash.slice("#token=".length);
}

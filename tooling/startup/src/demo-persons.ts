import { createPerson, type NewPerson } from "@scrip/accounts/create-person";
import { claimMembership, insertMember, markMembership } from "@scrip/db/access";
import { type Homes, inOrganization, inPlatform } from "@scrip/db/connection";
import { makeOperator } from "@scrip/db/operators";

/** A person of the demo, and what a button or a line calls them. */
export interface DemoPerson extends NewPerson {
  readonly label: string;
  readonly password: string;
}

/** Owns the demo's organizations. The passwords are no secrets: production has no demo. */
export const DEMO_MEMBER: DemoPerson = {
  label: "Demo member",
  name: "Demo member",
  email: "member@demo.example",
  password: "look around in here 1",
};

/** Operates the platform of a development server. */
export const DEMO_OPERATOR: DemoPerson = {
  label: "Demo operator",
  name: "Demo operator",
  email: "operator@demo.example",
  password: "look after them all 2",
};

/** The value of `SCRIP_DEMO_SIGN_INS`: the buttons of the sign-in page. */
export const demoSignIns = (): string =>
  JSON.stringify([DEMO_MEMBER, DEMO_OPERATOR].map(({ label, email, password }) => ({ label, email, password })));

/**
 * Creates the persons of the demo, makes the one the owner of the demo's organizations and the other an operator. Safe to
 * repeat: every start sets the passwords that it prints.
 * @param owner the pools of the owner of the tables, who alone makes operators
 * @param app those of the app's role, which alone sees an organization's rows
 */
export async function prepareDemoPersons(
  { owner, app }: { readonly owner: Homes; readonly app: Homes },
  orgIds: readonly string[],
): Promise<void> {
  const memberId = await inPlatform(owner.platform, (tx) => createPerson(tx, DEMO_MEMBER));
  for (const orgId of orgIds) {
    await inPlatform(app.platform, (tx) => claimMembership(tx, memberId, orgId));
    await inOrganization(app.organizations, orgId, (tx) =>
      insertMember(tx, { orgId, personId: memberId, role: "owner" }),
    );
    await markMembership(app.platform, memberId, orgId);
  }
  await inPlatform(owner.platform, async (tx) => {
    await makeOperator(tx, await createPerson(tx, DEMO_OPERATOR));
  });
}

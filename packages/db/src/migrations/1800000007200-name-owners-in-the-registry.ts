import type { QueryRunner } from "typeorm";
import type { RoleNames } from "../connection/roles.ts";
import { type HomeMigration, rolesOf, runInHome } from "./home.ts";

/**
 * The owner with which an organization begins, for the steps of its creation: a person, or an address that is invited.
 * And the rights to change its name, and of the worker to make the personal organizations of new people.
 */
export class NameOwnersInTheRegistry1800000007200 implements HomeMigration {
  readonly name = "NameOwnersInTheRegistry1800000007200";
  readonly home = "platform";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, COLUMNS);
    await runInHome(runner, rightsOf(rolesOf(runner)));
  }

  async down(runner: QueryRunner): Promise<void> {
    const { app, worker } = rolesOf(runner);
    await runInHome(
      runner,
      `REVOKE UPDATE (name, owner_email) ON organization_registry FROM ${app}, ${worker};
      REVOKE INSERT ON organization_registry FROM ${worker};
      REVOKE INSERT, DELETE ON mails FROM ${worker};
      ALTER TABLE organization_registry DROP COLUMN owner_email, DROP COLUMN owner_person`,
    );
  }
}

const COLUMNS = `
  ALTER TABLE organization_registry
    -- The person who created it, its first owner.
    ADD COLUMN owner_person uuid,
    -- The normalized address of the invited owner, until the invitation is written in the organization's home.
    ADD COLUMN owner_email text,
    ADD CONSTRAINT organization_registry_one_owner CHECK (owner_person IS NULL OR owner_email IS NULL);
`;

function rightsOf({ app, worker }: RoleNames): string {
  return `
    GRANT UPDATE (name, owner_email) ON organization_registry TO ${app}, ${worker};
    GRANT INSERT ON organization_registry TO ${worker};
    -- It finishes invitations, removals and transfers, which end with a mail, and erasures, which delete mails.
    GRANT INSERT, DELETE ON mails TO ${worker};
  `;
}

import type { QueryRunner } from "typeorm";
import type { RoleNames } from "../connection/roles.ts";
import { dropTables, type HomeMigration, rolesOf, runInHome } from "./home.ts";

/**
 * What must be unique over all organizations about people: the index of person and organization, the tokens of
 * invitations, the persons who got signup credit. And claims of any kind: the registry of handlers decides which exist.
 */
export class CreateMembershipIndex1800000006900 implements HomeMigration {
  readonly name = "CreateMembershipIndex1800000006900";
  readonly home = "platform";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, PLANS_AND_CLAIMS);
    await runInHome(runner, TABLES);
    await runInHome(runner, rightsOf(rolesOf(runner)));
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, "signup_credits", "invitation_tokens", "memberships");
    await runInHome(
      runner,
      `ALTER TABLE organization_registry DROP COLUMN plan;
      ALTER TABLE platform_due DROP CONSTRAINT platform_due_kind;
      DELETE FROM platform_due WHERE kind NOT IN ('create_organization', 'copy_catalog');
      ALTER TABLE platform_due ADD CONSTRAINT platform_due_kind CHECK (kind IN ('create_organization', 'copy_catalog'))`,
    );
  }
}

const PLANS_AND_CLAIMS = `
  -- The plan with which the organization begins.
  ALTER TABLE organization_registry ADD COLUMN plan text;
  UPDATE organization_registry AS registered SET plan = coalesce(
    (SELECT catalog::jsonb ->> 'defaultPlan' FROM catalog_versions WHERE number = registered.catalog_version), 'free');
  ALTER TABLE organization_registry ALTER COLUMN plan SET NOT NULL;

  ALTER TABLE platform_due DROP CONSTRAINT platform_due_kind;
  ALTER TABLE platform_due ADD CONSTRAINT platform_due_kind CHECK (kind ~ '^[a-z]+(_[a-z]+)+$');
`;

const TABLES = `
  -- The index of person and organization: claimed before the member's row is written in the organization's home, and
  -- marked after it. The member's row decides.
  CREATE TABLE memberships (
    person_id uuid NOT NULL,
    org_id uuid NOT NULL,
    state text NOT NULL,
    claimed_at timestamptz(3) NOT NULL,
    CONSTRAINT memberships_pkey PRIMARY KEY (person_id, org_id),
    CONSTRAINT memberships_state CHECK (state IN ('claimed', 'member'))
  );
  CREATE INDEX memberships_org_idx ON memberships (org_id);

  -- The token of each open invitation, as its SHA-256.
  CREATE TABLE invitation_tokens (
    token_hash bytea NOT NULL,
    org_id uuid NOT NULL,
    invitation_id uuid NOT NULL,
    expires_at timestamptz(3) NOT NULL,
    CONSTRAINT invitation_tokens_pkey PRIMARY KEY (token_hash),
    CONSTRAINT invitation_tokens_invitation_key UNIQUE (org_id, invitation_id),
    CONSTRAINT invitation_tokens_hash_size CHECK (length(token_hash) = 32)
  );

  -- Who got signup credit: one organization for each person and each normalized e-mail address. The hash stays after
  -- the person's data is erased.
  CREATE TABLE signup_credits (
    email_hash bytea NOT NULL,
    person_id uuid NOT NULL,
    org_id uuid NOT NULL,
    claimed_at timestamptz(3) NOT NULL,
    CONSTRAINT signup_credits_pkey PRIMARY KEY (email_hash),
    CONSTRAINT signup_credits_person_key UNIQUE (person_id),
    CONSTRAINT signup_credits_org_key UNIQUE (org_id),
    CONSTRAINT signup_credits_hash_size CHECK (length(email_hash) = 32)
  );
`;

function rightsOf({ app, worker, verify }: RoleNames): string {
  return `
    GRANT SELECT ON memberships, invitation_tokens, signup_credits TO ${app}, ${worker}, ${verify};
    GRANT INSERT, UPDATE (state), DELETE ON memberships TO ${app}, ${worker};
    GRANT INSERT, DELETE ON invitation_tokens TO ${app}, ${worker};
    GRANT INSERT ON signup_credits TO ${app}, ${worker};
    GRANT INSERT ON platform_due TO ${worker};
  `;
}

import type { QueryRunner } from "typeorm";
import { dropTables, type HomeMigration, runInHome } from "./home.ts";
import { organizationTable, type Rights } from "./row-level-security.ts";

/** The plan of an organization, its members, and the invitations to it. */
export class CreateMembers1800000006950 implements HomeMigration {
  readonly name = "CreateMembers1800000006950";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, PLAN);
    await runInHome(runner, TABLES);
    await runInHome(runner, organizationTable("members", MEMBERS) + organizationTable("invitations", INVITATIONS));
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, "invitations", "members");
    await runInHome(
      runner,
      `REVOKE UPDATE (name, plan, closed_at) ON organizations FROM scrip_app, scrip_worker;
      ALTER TABLE organizations DROP COLUMN closed_at, DROP COLUMN plan`,
    );
  }
}

const PLAN = `
  ALTER TABLE organizations
    ADD COLUMN plan text,
    -- Since when nothing new starts here. Null: the organization is open.
    ADD COLUMN closed_at timestamptz(3);
  -- The forced security hides the rows from the owner, who has no organization.
  ALTER TABLE organizations NO FORCE ROW LEVEL SECURITY;
  UPDATE organizations SET plan = coalesce(
    (SELECT catalog::jsonb ->> 'defaultPlan' FROM catalog_copies WHERE number = catalog_version), 'free');
  ALTER TABLE organizations FORCE ROW LEVEL SECURITY;
  ALTER TABLE organizations ALTER COLUMN plan SET NOT NULL;
  GRANT UPDATE (name, plan, closed_at) ON organizations TO scrip_app;
`;

const TABLES = `
  CREATE TABLE members (
    org_id uuid NOT NULL,
    person_id uuid NOT NULL,
    role text NOT NULL,
    joined_at timestamptz(3) NOT NULL,
    CONSTRAINT members_pkey PRIMARY KEY (org_id, person_id),
    CONSTRAINT members_organization_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT members_role CHECK (role IN ('owner', 'admin', 'billing', 'member', 'viewer'))
  );
  CREATE UNIQUE INDEX members_one_owner ON members (org_id) WHERE role = 'owner';

  CREATE TABLE invitations (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    -- The normalized address. Null once the person's data was erased.
    email text,
    role text NOT NULL,
    -- The member who invited. Null: a platform key did.
    invited_by uuid,
    sent_at timestamptz(3) NOT NULL,
    expires_at timestamptz(3) NOT NULL,
    token_hash bytea NOT NULL,
    state text NOT NULL,
    accepted_by uuid,
    CONSTRAINT invitations_pkey PRIMARY KEY (org_id, id),
    CONSTRAINT invitations_organization_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT invitations_role CHECK (role IN ('owner', 'admin', 'billing', 'member', 'viewer')),
    CONSTRAINT invitations_hash_size CHECK (length(token_hash) = 32),
    CONSTRAINT invitations_interval CHECK (sent_at < expires_at),
    CONSTRAINT invitations_state CHECK (state IN ('open', 'accepted', 'revoked')),
    CONSTRAINT invitations_accepted CHECK ((state = 'accepted') = (accepted_by IS NOT NULL)),
    CONSTRAINT invitations_address CHECK (email IS NOT NULL OR state <> 'open')
  );
  CREATE UNIQUE INDEX invitations_one_open ON invitations (org_id, email) WHERE state = 'open';
`;

const MEMBERS: Rights = {
  app: "SELECT, INSERT, UPDATE (role), DELETE",
  worker: "SELECT, INSERT, DELETE",
  ledger: "SELECT",
};

const INVITATIONS: Rights = {
  app: "SELECT, INSERT, UPDATE (email, role, invited_by, sent_at, expires_at, token_hash, state, accepted_by)",
  worker: "SELECT, UPDATE (email, state, accepted_by)",
  ledger: "SELECT",
};

import type { QueryRunner } from "typeorm";
import type { RoleNames } from "../connection/roles.ts";
import { dropTables, type HomeMigration, rolesOf, runInHome } from "./home.ts";

/**
 * What a sign-in page must know before it knows the organization: who has proved which domain, and the identity provider
 * of an organization. It is a copy of the organization's own settings, which publishing makes.
 */
export class CreateSso1800000007800 implements HomeMigration {
  readonly name = "CreateSso1800000007800";
  readonly home = "platform";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLES);
    await runInHome(runner, rightsOf(rolesOf(runner)));
  }

  async down(runner: QueryRunner): Promise<void> {
    const { app, worker } = rolesOf(runner);
    await runner.query("DROP TABLE auth.sso_provider");
    await runInHome(
      runner,
      `REVOKE UPDATE (due_at) ON platform_due FROM ${app};
      REVOKE DELETE, SELECT (id, user_id, provider_id) ON auth.account FROM ${worker};
      REVOKE DELETE, SELECT (id, user_id) ON auth.session FROM ${worker}`,
    );
    await dropTables(runner, "sso_domains", "sso_organizations");
  }
}

const TABLES = `
  CREATE TABLE sso_organizations (
    org_id uuid NOT NULL,
    -- The revision of the organization's settings that is published here.
    revision integer NOT NULL,
    default_role text NOT NULL,
    -- Whether members are sent to the identity provider: it is set up, a domain is proved, and a test succeeded.
    is_active boolean NOT NULL,
    is_forced boolean NOT NULL,
    CONSTRAINT sso_organizations_pkey PRIMARY KEY (org_id),
    CONSTRAINT sso_organizations_role CHECK (default_role IN ('admin', 'billing', 'member', 'viewer')),
    CONSTRAINT sso_organizations_forced CHECK (is_active OR NOT is_forced)
  );

  -- A domain is proved by one organization at a time.
  CREATE TABLE sso_domains (
    domain text NOT NULL,
    org_id uuid NOT NULL,
    claimed_at timestamptz(3) NOT NULL,
    -- Whether the organization's own row says so too: until then the claim only keeps others out.
    is_proved boolean NOT NULL,
    CONSTRAINT sso_domains_pkey PRIMARY KEY (domain),
    CONSTRAINT sso_domains_lower_case CHECK (domain = lower(domain))
  );
  CREATE INDEX sso_domains_org_idx ON sso_domains (org_id);

  -- As better-auth reads it. The client's secret in oidc_config is sealed with SCRIP_AUTH_SECRET.
  CREATE TABLE auth.sso_provider (
    id uuid NOT NULL,
    provider_id text NOT NULL,
    organization_id text NOT NULL,
    issuer text NOT NULL,
    -- The proved domains, separated by commas.
    domain text NOT NULL,
    oidc_config text,
    saml_config text,
    user_id uuid,
    CONSTRAINT sso_provider_pkey PRIMARY KEY (id),
    CONSTRAINT sso_provider_provider_key UNIQUE (provider_id),
    CONSTRAINT sso_provider_one_protocol CHECK ((oidc_config IS NULL) <> (saml_config IS NULL)),
    CONSTRAINT sso_provider_secret_sealed CHECK (oidc_config IS NULL OR oidc_config::jsonb ->> 'clientSecret' ~ '^sealed\\.')
  );
`;

function rightsOf({ app, worker }: RoleNames): string {
  return `
    GRANT SELECT, INSERT, UPDATE, DELETE ON sso_organizations, sso_domains, auth.sso_provider TO ${app}, ${worker};
    -- A later change of the same organization takes over the claim of an earlier one.
    GRANT UPDATE (due_at) ON platform_due TO ${app};
    -- Publishing a removed or replaced identity provider ends its links and sessions.
    GRANT DELETE, SELECT (id, user_id, provider_id) ON auth.account TO ${worker};
    GRANT DELETE, SELECT (id, user_id) ON auth.session TO ${worker};
  `;
}

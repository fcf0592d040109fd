import type { QueryRunner } from "typeorm";
import type { RoleNames } from "../connection/roles.ts";
import { dropTables, type HomeMigration, rolesOf, runInHome } from "./home.ts";

/** The platform's tables: published catalogs, the registry of organizations, service keys, open claims. */
export class CreatePlatform1800000000000 implements HomeMigration {
  readonly name = "CreatePlatform1800000000000";
  readonly home = "platform";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLES);
    await runInHome(runner, rightsOf(rolesOf(runner)));
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, "platform_due", "service_keys", "organization_registry", "catalog_versions");
  }
}

const TABLES = `
  CREATE TABLE catalog_versions (
    number integer NOT NULL,
    hash bytea NOT NULL,
    catalog text NOT NULL,
    published_at timestamptz(3) NOT NULL,
    CONSTRAINT catalog_versions_pkey PRIMARY KEY (number),
    CONSTRAINT catalog_versions_hash_key UNIQUE (hash),
    CONSTRAINT catalog_versions_hash_size CHECK (length(hash) = 32)
  );

  -- Values that must be unique over all organizations of an owner: the name, and the key of the creation. The row has
  -- all values that the creation of the organization in its own home needs.
  CREATE TABLE organization_registry (
    owner text NOT NULL,
    name text NOT NULL,
    creation_key text NOT NULL,
    payload_hash bytea NOT NULL,
    org_id uuid NOT NULL,
    clock_at timestamptz(3),
    catalog_version integer NOT NULL,
    CONSTRAINT organization_registry_pkey PRIMARY KEY (owner, name),
    CONSTRAINT organization_registry_creation_key UNIQUE (owner, creation_key),
    CONSTRAINT organization_registry_org_key UNIQUE (org_id),
    CONSTRAINT organization_registry_catalog_fkey FOREIGN KEY (catalog_version) REFERENCES catalog_versions (number)
  );

  CREATE TABLE service_keys (
    id uuid NOT NULL,
    hash bytea NOT NULL,
    name text NOT NULL,
    owner text NOT NULL,
    org_id uuid,
    org_ids uuid[],
    scopes text[] NOT NULL,
    created_at timestamptz(3) NOT NULL,
    expires_at timestamptz(3),
    revoked_at timestamptz(3),
    CONSTRAINT service_keys_pkey PRIMARY KEY (id),
    CONSTRAINT service_keys_hash_key UNIQUE (hash),
    CONSTRAINT service_keys_hash_size CHECK (length(hash) = 32),
    CONSTRAINT service_keys_one_reach CHECK (org_id IS NULL OR org_ids IS NULL)
  );

  -- Claims whose act in the organizations' home may not be done yet. The mark step deletes the row.
  CREATE TABLE platform_due (
    kind text NOT NULL,
    -- The claimed row: an organization's id, or the number of a catalog version.
    ref text NOT NULL,
    due_at timestamptz(3) NOT NULL,
    -- The failed tries of the worker.
    tries smallint NOT NULL DEFAULT 0,
    problem text,
    parked_at timestamptz(3),
    CONSTRAINT platform_due_pkey PRIMARY KEY (kind, ref),
    CONSTRAINT platform_due_kind CHECK (kind IN ('create_organization', 'copy_catalog')),
    CONSTRAINT platform_due_tries CHECK (tries >= 0),
    CONSTRAINT platform_due_parked CHECK (parked_at IS NULL OR problem IS NOT NULL)
  );
`;

function rightsOf({ app, worker, verify }: RoleNames): string {
  return `
    GRANT SELECT ON catalog_versions, organization_registry, service_keys, platform_due TO ${app}, ${worker}, ${verify};
    GRANT INSERT ON catalog_versions, organization_registry, platform_due TO ${app};
    GRANT DELETE ON platform_due TO ${app}, ${worker};
    GRANT UPDATE (tries, problem, parked_at) ON platform_due TO ${worker};
  `;
}

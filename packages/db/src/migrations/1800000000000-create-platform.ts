import type { QueryRunner } from "typeorm";
import { dropTables, type HomeMigration, runInHome } from "./home.ts";

/** Platform-wide tables: published catalogs, the registry of organizations, service keys. */
export class CreatePlatform1800000000000 implements HomeMigration {
  readonly name = "CreatePlatform1800000000000";
  readonly home = "platform";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLES);
    await runInHome(runner, RIGHTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, "service_keys", "organization_registry", "catalog_versions");
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

  -- Values that must be unique over all organizations of an owner: the name, and the key of the creation.
  CREATE TABLE organization_registry (
    owner text NOT NULL,
    name text NOT NULL,
    creation_key text NOT NULL,
    payload_hash bytea NOT NULL,
    org_id uuid NOT NULL,
    CONSTRAINT organization_registry_pkey PRIMARY KEY (owner, name),
    CONSTRAINT organization_registry_creation_key UNIQUE (owner, creation_key),
    CONSTRAINT organization_registry_org_key UNIQUE (org_id)
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
`;

const RIGHTS = `
  GRANT SELECT ON catalog_versions, organization_registry, service_keys TO scrip_app, scrip_worker, scrip_verify;
  GRANT INSERT ON catalog_versions, organization_registry TO scrip_app;
`;

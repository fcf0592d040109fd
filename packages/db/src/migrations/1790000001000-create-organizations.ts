import type { MigrationInterface, QueryRunner } from "typeorm";

/** One row per organization: its clock, and the head of its ledger that every command locks. */
export class CreateOrganizations1790000001000 implements MigrationInterface {
  name = "CreateOrganizations1790000001000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE organizations (
        org_id uuid NOT NULL,
        name text NOT NULL,
        created_at timestamptz(3) NOT NULL,
        -- The time of a test clock; null follows PostgreSQL's clock.
        clock_at timestamptz(3),
        catalog_version integer NOT NULL,
        seq bigint NOT NULL,
        at timestamptz(3) NOT NULL,
        hash bytea NOT NULL,
        available bigint NOT NULL,
        reserved bigint NOT NULL,
        owed bigint NOT NULL,
        CONSTRAINT organizations_pkey PRIMARY KEY (org_id),
        CONSTRAINT organizations_catalog_fkey FOREIGN KEY (catalog_version) REFERENCES catalog_versions (number),
        CONSTRAINT organizations_balances CHECK (available >= 0 AND reserved >= 0 AND owed >= 0),
        CONSTRAINT organizations_head CHECK (seq >= 0 AND length(hash) = 32)
      ) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);

      ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
      ALTER TABLE organizations FORCE ROW LEVEL SECURITY;
      CREATE POLICY organizations_own ON organizations TO scrip_app, scrip_worker
        USING (org_id = ANY ((SELECT current_org_ids())::uuid[]));
      CREATE POLICY organizations_verify ON organizations FOR SELECT TO scrip_verify USING (true);
      GRANT SELECT, INSERT ON organizations TO scrip_app;
      GRANT SELECT ON organizations TO scrip_worker, scrip_verify;
      GRANT UPDATE (seq, at, hash, available, reserved, owed) ON organizations TO scrip_app, scrip_worker;
      GRANT UPDATE (clock_at) ON organizations TO scrip_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE organizations");
  }
}

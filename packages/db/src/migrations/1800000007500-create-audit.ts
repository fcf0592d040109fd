import type { QueryRunner } from "typeorm";
import { auditEntryColumns } from "./audit-columns.ts";
import { dropTables, type HomeMigration, runInHome } from "./home.ts";
import { organizationTable, type Rights } from "./row-level-security.ts";

/** The audit logs of organizations: entries in one chain for each organization, their details, and the heads. */
export class CreateAudit1800000007500 implements HomeMigration {
  readonly name = "CreateAudit1800000007500";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLES);
    await runInHome(runner, organizationTable("audit_heads", rights("SELECT, INSERT, UPDATE (seq, at, hash)")));
    await runInHome(runner, organizationTable("audit_entries", rights("SELECT, INSERT")));
    // Details are erased with a person, and never changed.
    await runInHome(runner, organizationTable("audit_details", rights("SELECT, INSERT, DELETE")));
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, "audit_details", "audit_entries", "audit_heads");
  }
}

/** The batches of the ledger write no audit log: the entries of the ledger name the actor. */
function rights(ofProcesses: string): Rights {
  return { app: ofProcesses, worker: ofProcesses, ledger: "SELECT" };
}

const TABLES = `
  -- A row of its own, so that an append does not wait for the ledger's lock on the organization.
  CREATE TABLE audit_heads (
    org_id uuid NOT NULL,
    seq bigint NOT NULL,
    at timestamptz(3) NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT audit_heads_pkey PRIMARY KEY (org_id),
    CONSTRAINT audit_heads_org_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT audit_heads_head CHECK (seq >= 0 AND length(hash) = 32)
  ) WITH (fillfactor = 50);

  CREATE TABLE audit_entries (
    org_id uuid NOT NULL,
    ${auditEntryColumns("audit_entries")},
    CONSTRAINT audit_entries_pkey PRIMARY KEY (org_id, seq),
    CONSTRAINT audit_entries_org_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id)
  );
  CREATE INDEX audit_entries_at_idx ON audit_entries (org_id, at);
  CREATE INDEX audit_entries_actor_idx ON audit_entries (org_id, actor_id, seq);
  CREATE INDEX audit_entries_target_idx ON audit_entries (org_id, target_id, seq);
  CREATE INDEX audit_entries_action_idx ON audit_entries (org_id, action, seq);

  CREATE TABLE audit_details (
    org_id uuid NOT NULL,
    seq bigint NOT NULL,
    salt bytea NOT NULL,
    details jsonb NOT NULL,
    CONSTRAINT audit_details_pkey PRIMARY KEY (org_id, seq),
    CONSTRAINT audit_details_entry_fkey FOREIGN KEY (org_id, seq) REFERENCES audit_entries (org_id, seq),
    CONSTRAINT audit_details_salt_size CHECK (length(salt) = 32)
  );
`;

import type { QueryRunner } from "typeorm";
import type { RoleNames } from "../connection/roles.ts";
import { auditEntryColumns } from "./audit-columns.ts";
import { dropTables, type HomeMigration, rolesOf, runInHome } from "./home.ts";

/** The audit log of the platform: entries in one chain, their details, and the head. */
export class CreatePlatformAudit1800000007400 implements HomeMigration {
  readonly name = "CreatePlatformAudit1800000007400";
  readonly home = "platform";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLES);
    await runInHome(runner, rightsOf(rolesOf(runner)));
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, "platform_audit_details", "platform_audit_entries", "platform_audit_heads");
  }
}

const TABLES = `
  CREATE TABLE platform_audit_heads (
    -- There is one row, which each append locks.
    single boolean NOT NULL,
    seq bigint NOT NULL,
    at timestamptz(3) NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT platform_audit_heads_pkey PRIMARY KEY (single),
    CONSTRAINT platform_audit_heads_single CHECK (single),
    CONSTRAINT platform_audit_heads_head CHECK (seq >= 0 AND length(hash) = 32)
  ) WITH (fillfactor = 50);
  INSERT INTO platform_audit_heads
    VALUES (true, 0, date_trunc('milliseconds', clock_timestamp()), decode(repeat('00', 32), 'hex'));

  CREATE TABLE platform_audit_entries (
    ${auditEntryColumns("platform_audit_entries")},
    CONSTRAINT platform_audit_entries_pkey PRIMARY KEY (seq)
  );
  CREATE INDEX platform_audit_entries_at_idx ON platform_audit_entries (at);
  CREATE INDEX platform_audit_entries_actor_idx ON platform_audit_entries (actor_id, seq);
  CREATE INDEX platform_audit_entries_target_idx ON platform_audit_entries (target_id, seq);
  CREATE INDEX platform_audit_entries_action_idx ON platform_audit_entries (action, seq);

  CREATE TABLE platform_audit_details (
    seq bigint NOT NULL,
    salt bytea NOT NULL,
    details jsonb NOT NULL,
    CONSTRAINT platform_audit_details_pkey PRIMARY KEY (seq),
    CONSTRAINT platform_audit_details_entry_fkey FOREIGN KEY (seq) REFERENCES platform_audit_entries (seq),
    CONSTRAINT platform_audit_details_salt_size CHECK (length(salt) = 32)
  );
`;

/** Details are erased with a person, and never changed. */
function rightsOf({ app, worker, verify }: RoleNames): string {
  return `
    GRANT SELECT ON platform_audit_heads, platform_audit_entries, platform_audit_details TO ${app}, ${worker}, ${verify};
    GRANT UPDATE (seq, at, hash) ON platform_audit_heads TO ${app}, ${worker};
    GRANT INSERT ON platform_audit_entries, platform_audit_details TO ${app}, ${worker};
    GRANT DELETE ON platform_audit_details TO ${app}, ${worker};
  `;
}

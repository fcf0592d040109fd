import type { QueryRunner } from "typeorm";
import { dropTables, type HomeMigration, runInHome } from "./home.ts";
import { organizationTable } from "./row-level-security.ts";

/** What each member has read of the inbox, and which notices a member chose to get by which channel. */
export class CreateInbox1800000010100 implements HomeMigration {
  readonly name = "CreateInbox1800000010100";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, "notice_choices", "notice_reads");
  }
}

/** Both end with the membership. The API writes them; the worker reads the choices before it queues mails. */
const TABLES = `
  CREATE TABLE notice_choices (
    org_id uuid NOT NULL,
    person_id uuid NOT NULL,
    kind text NOT NULL,
    channel text NOT NULL,
    -- Only choices that differ from the default of the kind have a row.
    is_on boolean NOT NULL,
    CONSTRAINT notice_choices_pkey PRIMARY KEY (org_id, person_id, kind, channel),
    CONSTRAINT notice_choices_member_fkey FOREIGN KEY (org_id, person_id) REFERENCES members (org_id, person_id)
      ON DELETE CASCADE,
    CONSTRAINT notice_choices_kind CHECK (kind ~ '^([a-z]+(_[a-z]+)*[.][a-z]+(_[a-z]+)*|test)$'),
    CONSTRAINT notice_choices_channel CHECK (channel IN ('email'))
  );
  CREATE TABLE notice_reads (
    org_id uuid NOT NULL,
    person_id uuid NOT NULL,
    -- Every notice up to this one is read. The ids of notices have the order of their writing.
    read_up_to uuid,
    -- Notices after it that are read, at most the latest 500.
    read_ids uuid[] NOT NULL DEFAULT '{}',
    CONSTRAINT notice_reads_pkey PRIMARY KEY (org_id, person_id),
    CONSTRAINT notice_reads_member_fkey FOREIGN KEY (org_id, person_id) REFERENCES members (org_id, person_id)
      ON DELETE CASCADE,
    CONSTRAINT notice_reads_size CHECK (cardinality(read_ids) <= 500)
  );
  ${organizationTable("notice_choices", { app: "SELECT, INSERT, UPDATE, DELETE", worker: "SELECT", ledger: "SELECT" })}
  ${organizationTable("notice_reads", { app: "SELECT, INSERT, UPDATE", worker: "SELECT", ledger: "SELECT" })}
`;

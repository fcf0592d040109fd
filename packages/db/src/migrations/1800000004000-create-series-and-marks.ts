import type { QueryRunner } from "typeorm";
import { dropTables, type HomeMigration, runInHome } from "./home.ts";

/**
 * The tables and columns that reads of the ledger need.
 *
 * **Series**: every entry names its series, the entries of one kind with the same labels. A filter is a set of series,
 * found in the small table `activity_series`; one index on entries then serves every combination of filters.
 *
 * **Marks**: the entries of an organization are cut into blocks of 256. At the end of a block each grant that it moved
 * leaves a mark, its counters (`sql/marks.sql`). A balance of the past comes from the last marks before it and at most
 * 255 entries. The marks of a grant show which blocks have its charges. Neither read needs an index on postings, which
 * would slow down every charge.
 */
export class CreateSeriesAndMarks1800000004000 implements HomeMigration {
  readonly name = "CreateSeriesAndMarks1800000004000";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, SERIES);
    await runInHome(runner, MARKS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(runner, "DROP INDEX entries_series_idx");
    await dropTables(runner, "grant_marks", "marked_blocks", "activity_series");
  }
}

const SERIES = `
  CREATE TABLE activity_series (
    org_id uuid NOT NULL,
    series bigint NOT NULL,
    kind text NOT NULL,
    resource text,
    project text,
    member text,
    CONSTRAINT activity_series_pkey PRIMARY KEY (org_id, series),
    CONSTRAINT activity_series_org_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id)
  );
  -- The number of a series has the organization in it (series_of), so the index saves org_id, a third of its size.
  -- It is partial, so a plan that looks for an entry's number alone cannot use it instead of the primary key.
  CREATE INDEX entries_series_idx ON entries (series, seq) WHERE series IS NOT NULL;
`;

const MARKS = `
  CREATE TABLE marked_blocks (
    org_id uuid NOT NULL,
    block bigint NOT NULL,
    CONSTRAINT marked_blocks_pkey PRIMARY KEY (org_id, block),
    CONSTRAINT marked_blocks_org_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT marked_blocks_block CHECK (block >= 1)
  );

  CREATE TABLE grant_marks (
    org_id uuid NOT NULL,
    grant_id uuid NOT NULL,
    block bigint NOT NULL,
    avail bigint NOT NULL,
    held bigint NOT NULL,
    spent bigint NOT NULL,
    expired bigint NOT NULL,
    revoked bigint NOT NULL,
    CONSTRAINT grant_marks_pkey PRIMARY KEY (org_id, grant_id, block),
    CONSTRAINT grant_marks_grant_fkey FOREIGN KEY (org_id, grant_id) REFERENCES grants (org_id, id),
    CONSTRAINT grant_marks_block_fkey FOREIGN KEY (org_id, block) REFERENCES marked_blocks (org_id, block),
    CONSTRAINT grant_marks_counters CHECK (avail >= 0 AND held >= 0 AND spent >= 0 AND expired >= 0 AND revoked >= 0)
  );
`;

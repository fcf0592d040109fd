import type { MigrationInterface, QueryRunner } from "typeorm";
import { appendOnly, organizationTable } from "./row-level-security.ts";

/**
 * What reading the ledger needs. Every entry names its series: entries of one kind with the same labels.
 * A filter is a set of series, found in the small table `activity_series`; one index on entries then
 * serves every combination of filters. Charges keep what the work was told.
 */
export class CreateActivity1790000006000 implements MigrationInterface {
  name = "CreateActivity1790000006000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FUNCTIONS);
    await runner.query(`
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
      ${organizationTable("activity_series", "SELECT, INSERT")}
      ${appendOnly("activity_series")}
      -- What the organization gained or lost: the change of available + reserved - owed.
      ALTER TABLE entries ADD COLUMN series bigint, ADD COLUMN net bigint;
      ALTER TABLE charges ADD COLUMN decision text, ADD COLUMN reason text, ADD COLUMN missing bigint,
        ADD CONSTRAINT charges_told CHECK (decision IN ('continue', 'pause', 'stop')
          AND reason IN ('insufficient_credit', 'asked', 'silent', 'paused') AND missing > 0);
    `);
    await runner.query(BACKFILL);
    await runner.query(`
      -- Partial, so that a plan which looks for a number alone can not take it for the primary key.
      CREATE INDEX entries_series_idx ON entries (org_id, series, seq) WHERE series IS NOT NULL;
      CREATE INDEX holds_job_idx ON holds (org_id, job_id) WHERE job_id IS NOT NULL;
      CREATE INDEX jobs_started_idx ON jobs (org_id, started_at);
      -- A settle leaves the state of a running job as it is, so its update stays HOT.
      CREATE INDEX jobs_live_idx ON jobs (org_id, state) WHERE ended_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX jobs_live_idx, jobs_started_idx, holds_job_idx, entries_series_idx;
      ALTER TABLE charges DROP COLUMN decision, DROP COLUMN reason, DROP COLUMN missing;
      ALTER TABLE entries DROP COLUMN series, DROP COLUMN net;
      DROP TABLE activity_series;
      DROP FUNCTION reports_before; DROP FUNCTION entries_before; DROP FUNCTION series_of;
    `);
  }
}

const FUNCTIONS = `
  -- The number of a series: the first eight bytes of SHA-256 over its four parts, each with its length
  -- in bytes before it, or "-" where there is none. The ledger's writer has the same in TypeScript.
  CREATE FUNCTION series_of(p_kind text, p_resource text, p_project text, p_member text) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
      SELECT ('x' || encode(substr(sha256(convert_to(
        octet_length(p_kind) || ':' || p_kind
          || coalesce(octet_length(p_resource) || ':' || p_resource, '-')
          || coalesce(octet_length(p_project) || ':' || p_project, '-')
          || coalesce(octet_length(p_member) || ':' || p_member, '-'), 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint
    $$;

  -- How many entries an organization had before an instant, which is the number of the last of them:
  -- \`at\` never decreases (L10), so about twenty looks into the primary key find it among a million.
  CREATE FUNCTION entries_before(p_org uuid, p_at timestamptz) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
    DECLARE
      low bigint := 0;
      high bigint := coalesce((SELECT seq FROM organizations WHERE org_id = p_org), 0);
      middle bigint;
    BEGIN
      WHILE low < high LOOP
        middle := (low + high + 1) / 2;
        IF (SELECT at FROM entries WHERE org_id = p_org AND seq = middle) < p_at THEN
          low := middle;
        ELSE
          high := middle - 1;
        END IF;
      END LOOP;
      RETURN low;
    END $$;

  -- The same for the reports of one job, which are numbered by their leg.
  CREATE FUNCTION reports_before(p_org uuid, p_job uuid, p_at timestamptz) RETURNS integer LANGUAGE plpgsql STABLE AS $$
    DECLARE
      low integer := 0;
      high integer := coalesce((SELECT charges FROM jobs WHERE org_id = p_org AND id = p_job), 0);
      middle integer;
    BEGIN
      WHILE low < high LOOP
        middle := (low + high + 1) / 2;
        IF (SELECT at FROM charges WHERE org_id = p_org AND job_id = p_job AND leg = middle) < p_at THEN
          low := middle;
        ELSE
          high := middle - 1;
        END IF;
      END LOOP;
      RETURN low;
    END $$;
`;

/**
 * Entries never change but here, where they gain columns that their hash does not cover. The owner may
 * be no superuser, to whom forced row-level security would show nothing.
 */
const BACKFILL = `
  ALTER TABLE entries DISABLE TRIGGER entries_append_only;
  ALTER TABLE entries NO FORCE ROW LEVEL SECURITY;
  ALTER TABLE charges NO FORCE ROW LEVEL SECURITY;
  ALTER TABLE holds NO FORCE ROW LEVEL SECURITY;
  ALTER TABLE jobs NO FORCE ROW LEVEL SECURITY;
  ALTER TABLE activity_series NO FORCE ROW LEVEL SECURITY;

  CREATE TEMPORARY TABLE labelled ON COMMIT DROP AS
    SELECT e.org_id, e.seq, e.kind, coalesce(c.resource, j.resource) AS resource,
        coalesce(c.project, j.project) AS project, coalesce(c.member, j.member) AS member,
        e.available + e.reserved - e.owed
          - lag(e.available + e.reserved - e.owed, 1, 0::bigint) OVER (PARTITION BY e.org_id ORDER BY e.seq) AS net
      FROM entries e
        LEFT JOIN charges c ON e.cause_type = 'charge' AND c.org_id = e.org_id AND c.id = e.cause_id
        LEFT JOIN holds h ON e.cause_type = 'hold' AND h.org_id = e.org_id AND h.id = e.cause_id
        LEFT JOIN jobs j ON j.org_id = h.org_id AND j.id = h.job_id;
  UPDATE entries e SET series = series_of(l.kind, l.resource, l.project, l.member), net = l.net
    FROM labelled l WHERE l.org_id = e.org_id AND l.seq = e.seq;
  INSERT INTO activity_series (org_id, series, kind, resource, project, member)
    SELECT DISTINCT org_id, series_of(kind, resource, project, member), kind, resource, project, member FROM labelled;
  DROP TABLE labelled;

  ALTER TABLE activity_series FORCE ROW LEVEL SECURITY;
  ALTER TABLE jobs FORCE ROW LEVEL SECURITY;
  ALTER TABLE holds FORCE ROW LEVEL SECURITY;
  ALTER TABLE charges FORCE ROW LEVEL SECURITY;
  ALTER TABLE entries FORCE ROW LEVEL SECURITY;
  ALTER TABLE entries ENABLE TRIGGER entries_append_only;
`;

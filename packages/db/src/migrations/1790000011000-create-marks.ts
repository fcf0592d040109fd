import type { MigrationInterface, QueryRunner } from "typeorm";
import { appendOnly, organizationTable } from "./row-level-security.ts";

/**
 * Where grants stood in the past. An organization's entries are cut into
 * blocks of 256; at the end of a block each grant that it moved leaves a mark, its counters. A balance
 * of the past is then the marks before it and at most 255 entries, and the marks of a grant say in
 * which blocks its charges are: both without an index on postings that every charge would pay for.
 */
export class CreateMarks1790000011000 implements MigrationInterface {
  name = "CreateMarks1790000011000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
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
        CONSTRAINT grant_marks_counters CHECK (
          avail >= 0 AND held >= 0 AND spent >= 0 AND expired >= 0 AND revoked >= 0)
      );
    `);
    for (const table of ["marked_blocks", "grant_marks"])
      await runner.query(organizationTable(table, "SELECT, INSERT"));
    await runner.query(FUNCTIONS);
    await runner.query(BACKFILL);
    for (const table of ["marked_blocks", "grant_marks"]) await runner.query(appendOnly(table));
    await runner.query(`
      CREATE TRIGGER entries_end_of_block AFTER INSERT ON entries FOR EACH ROW
        WHEN (NEW.seq % 256 = 0) EXECUTE FUNCTION mark_end_of_block();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER entries_end_of_block ON entries;
      DROP FUNCTION mark_end_of_block; DROP FUNCTION mark_blocks; DROP FUNCTION grant_moves;
      DROP TABLE grant_marks, marked_blocks;
    `);
  }
}

const FUNCTIONS = `
  -- What the entries after one number, up to another, moved of grants: what each counter of each gained or
  -- lost. PostgreSQL puts it in the place where it is called.
  CREATE FUNCTION grant_moves(p_org uuid, p_above bigint, p_up_to bigint)
    RETURNS TABLE (grant_id uuid, avail bigint, held bigint, spent bigint, expired bigint, revoked bigint)
    LANGUAGE sql STABLE AS $$
      SELECT m.grant_id,
          sum(CASE 'avail' WHEN m.to_bucket THEN m.amount WHEN m.from_bucket THEN -m.amount ELSE 0 END)::bigint,
          sum(CASE 'held' WHEN m.to_bucket THEN m.amount WHEN m.from_bucket THEN -m.amount ELSE 0 END)::bigint,
          sum(CASE 'spent' WHEN m.to_bucket THEN m.amount WHEN m.from_bucket THEN -m.amount ELSE 0 END)::bigint,
          sum(CASE 'expired' WHEN m.to_bucket THEN m.amount WHEN m.from_bucket THEN -m.amount ELSE 0 END)::bigint,
          sum(CASE 'revoked' WHEN m.to_bucket THEN m.amount WHEN m.from_bucket THEN -m.amount ELSE 0 END)::bigint
        FROM (
          SELECT p.grant_id, p.from_bucket, p.to_bucket, sum(p.amount) AS amount FROM postings p
            WHERE p.org_id = p_org AND p.seq > p_above AND p.seq <= p_up_to AND p.grant_id IS NOT NULL
            GROUP BY p.grant_id, p.from_bucket, p.to_bucket) m
        GROUP BY m.grant_id
    $$;

  -- Marks the blocks after the last marked one that are complete with the entry p_last, at most p_most of
  -- them. Whoever calls it has locked the organization's row. Returns how many it marked.
  CREATE FUNCTION mark_blocks(p_org uuid, p_last bigint, p_most bigint) RETURNS bigint LANGUAGE plpgsql
  -- Every row is found by its key, so one plan is right for all.
  SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off
  SET enable_hashjoin = off SET enable_mergejoin = off AS $$
    DECLARE
      marked bigint := coalesce(
        (SELECT m.block FROM marked_blocks m WHERE m.org_id = p_org ORDER BY m.block DESC LIMIT 1), 0);
      goal bigint := least(p_last / 256, marked + p_most);
      lowest bigint;
      highest bigint;
    BEGIN
      FOR this IN marked + 1 .. goal LOOP
        lowest := (this - 1) * 256;
        highest := this * 256;
        INSERT INTO marked_blocks (org_id, block) VALUES (p_org, this);
        INSERT INTO grant_marks (org_id, grant_id, block, avail, held, spent, expired, revoked)
          SELECT p_org, moved.grant_id, this, coalesce(b.avail, 0) + moved.avail, coalesce(b.held, 0) + moved.held,
              coalesce(b.spent, 0) + moved.spent, coalesce(b.expired, 0) + moved.expired,
              coalesce(b.revoked, 0) + moved.revoked
            FROM grant_moves(p_org, lowest, highest) moved
              LEFT JOIN LATERAL (
                SELECT * FROM grant_marks k WHERE k.org_id = p_org AND k.grant_id = moved.grant_id
                ORDER BY k.block DESC LIMIT 1) b ON true;
      END LOOP;
      RETURN greatest(goal - marked, 0);
    END $$;

  -- A history that was loaded without triggers is caught up with a few blocks at a time.
  CREATE FUNCTION mark_end_of_block() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM mark_blocks(NEW.org_id, NEW.seq, 4);
      RETURN NULL;
    END $$;
`;

/** The owner may be no superuser, to whom forced row-level security would show nothing. */
const TABLES = ["organizations", "grants", "postings", "marked_blocks", "grant_marks"];
const BACKFILL = `
  ${TABLES.map((table) => `ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY;`).join("\n  ")}
  DO $$ BEGIN PERFORM mark_blocks(org_id, seq, seq) FROM organizations; END $$;
  ${TABLES.map((table) => `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;`).join("\n  ")}
`;

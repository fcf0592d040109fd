import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * One step of a test clock: under the organization's lock to the next piece of due work on the way,
 * or to the target where nothing is due. With `p_only_free` it moves only where nothing is due, so
 * that it can be a transaction of its own. No row for an organization that is not there; a null time
 * for one that is not on a test clock.
 */
export class CreateStepClock1790000005000 implements MigrationInterface {
  name = "CreateStepClock1790000005000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION step_clock(p_org uuid, p_to timestamptz, p_only_free boolean,
        OUT clock_at timestamptz, OUT due_kind text, OUT due_ref uuid) RETURNS SETOF record LANGUAGE plpgsql AS $$
      DECLARE
        due_moment timestamptz;
      BEGIN
        PERFORM set_config('scrip.org_ids', ARRAY[p_org]::text, true);
        SELECT o.clock_at INTO clock_at FROM organizations o WHERE o.org_id = p_org FOR NO KEY UPDATE;
        IF NOT FOUND THEN
          RETURN;
        END IF;
        IF clock_at IS NOT NULL THEN
          SELECT d.kind, d.ref_id, d.due_at INTO due_kind, due_ref, due_moment FROM due d
            WHERE d.org_id = p_org AND d.on_test_clock AND d.due_at <= p_to ORDER BY d.due_at, d.ref_id LIMIT 1;
          IF coalesce(due_moment, p_to) > clock_at AND NOT (p_only_free AND due_kind IS NOT NULL) THEN
            clock_at := coalesce(due_moment, p_to);
            UPDATE organizations o SET clock_at = step_clock.clock_at WHERE o.org_id = p_org;
          END IF;
        END IF;
        RETURN NEXT;
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP FUNCTION step_clock");
  }
}

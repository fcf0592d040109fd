import type { MigrationInterface, QueryRunner } from "typeorm";
import { MISSED_ROWS } from "../connection/errors.ts";

/**
 * A batch that does not find every row that it locked fails in the statement that writes it: COMMIT is sent right
 * behind that, so nobody could look at its result first.
 */
export class GuardBatches1790000013500 implements MigrationInterface {
  name = "GuardBatches1790000013500";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION all_rows_found(p_found bigint, p_wanted bigint) RETURNS boolean LANGUAGE plpgsql AS $$
      BEGIN
        IF p_found IS DISTINCT FROM p_wanted THEN
          RAISE EXCEPTION 'it found % of the % rows that it had locked', p_found, p_wanted USING ERRCODE = '${MISSED_ROWS}';
        END IF;
        RETURN true;
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP FUNCTION all_rows_found");
  }
}

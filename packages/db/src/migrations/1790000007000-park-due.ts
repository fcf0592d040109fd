import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Due work that fails again and again is parked, so that the sweeps go on with the rest: the failed
 * tries are counted in the row, and what is parked leaves the sweeps' index.
 */
export class ParkDue1790000007000 implements MigrationInterface {
  name = "ParkDue1790000007000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE due
        -- Since it fell due.
        ADD COLUMN tries smallint NOT NULL DEFAULT 0,
        ADD COLUMN problem text,
        ADD COLUMN parked_at timestamptz(3),
        ADD CONSTRAINT due_tries CHECK (tries >= 0),
        ADD CONSTRAINT due_parked CHECK (parked_at IS NULL OR problem IS NOT NULL);
      DROP INDEX due_sweep_idx;
      CREATE INDEX due_sweep_idx ON due (due_at, ref_id) WHERE NOT on_test_clock AND parked_at IS NULL;
      CREATE INDEX due_parked_idx ON due (parked_at) WHERE parked_at IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX due_parked_idx;
      DROP INDEX due_sweep_idx;
      CREATE INDEX due_sweep_idx ON due (due_at, ref_id) WHERE NOT on_test_clock;
      ALTER TABLE due DROP COLUMN tries, DROP COLUMN problem, DROP COLUMN parked_at;
    `);
  }
}

import type { QueryRunner } from "typeorm";
import { type HomeMigration, runInHome } from "./home.ts";

/** A move that is over, or was given up, is noted until the rows of people that it left behind are removed. */
export class NoteWhatMovesLeave1800000010421 implements HomeMigration {
  readonly name = "NoteWhatMovesLeave1800000010421";
  readonly home = "platform";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, stepsAre("'copying', 'switching', 'clearing'"));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(
      runner,
      `DELETE FROM organization_moves WHERE step = 'clearing';
      DELETE FROM platform_due WHERE kind = 'move_organization';
      ${stepsAre("'copying', 'switching'")}`,
    );
  }
}

function stepsAre(steps: string): string {
  return `
    ALTER TABLE organization_moves DROP CONSTRAINT organization_moves_step;
    ALTER TABLE organization_moves ADD CONSTRAINT organization_moves_step CHECK (step IN (${steps}));`;
}

import type { QueryRunner } from "typeorm";
import { type HomeMigration, runInHome } from "./home.ts";

/**
 * A command reads only the first open grants in burn order, and the first open debts, however many an organization has.
 * `docs/decisions/0011-first-open-rows.md` says why.
 *
 * - A grant is open if it has free credit. Held credit is found by its hold, so a grant whose credit is all on hold no
 *   longer stands before those that a command can use.
 * - The indexes have the order of burning and of paying. Their columns do not change, so updates of the counters stay
 *   HOT until a grant or a debt opens or closes.
 * - `lock_and_load` takes the place of `lock_and_fetch`, which read all open rows.
 */
export class FindGrantsInBurnOrder1800000006300 implements HomeMigration {
  readonly name = "FindGrantsInBurnOrder1800000006300";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(
      runner,
      `${openMeans("avail > 0")};
      DROP INDEX grants_open_idx;
      CREATE INDEX grants_open_idx ON grants (org_id, expires_at, kind DESC, effective_at, id) WHERE is_open;
      DROP INDEX debts_open_idx;
      CREATE INDEX debts_open_idx ON debts (org_id, seq, id) WHERE is_open;
      DROP FUNCTION IF EXISTS lock_and_fetch;
      DELETE FROM sql_functions WHERE name = 'lock-and-fetch'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(
      runner,
      `${openMeans("avail + held > 0")};
      DROP INDEX grants_open_idx;
      CREATE INDEX grants_open_idx ON grants (org_id) WHERE is_open;
      DROP INDEX debts_open_idx;
      CREATE INDEX debts_open_idx ON debts (org_id) WHERE is_open`,
    );
  }
}

/** The rows of all organizations change, which forced row-level security would hide even from the owner. */
const openMeans = (condition: string): string => `
  ALTER TABLE grants NO FORCE ROW LEVEL SECURITY;
  ALTER TABLE grants DROP CONSTRAINT grants_is_open;
  UPDATE grants SET is_open = (${condition}) WHERE is_open <> (${condition});
  ALTER TABLE grants ADD CONSTRAINT grants_is_open CHECK (is_open = (${condition}));
  ALTER TABLE grants FORCE ROW LEVEL SECURITY`;

import type { QueryRunner } from "typeorm";
import { type HomeMigration, runInHome } from "./home.ts";

/**
 * Budgets of organizations, projects, members and keys, for a day, a month or in all, hard or for alerts only. A hold of
 * an organization with budgets keeps when it was placed, also if no service key placed it.
 */
export class BudgetEveryScope1800000009740 implements HomeMigration {
  readonly name = "BudgetEveryScope1800000009740";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, WIDER);
    await runInHome(runner, MARKS);
    await runInHome(runner, "GRANT UPDATE (mode) ON budgets TO scrip_app, scrip_worker");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(runner, NARROWER);
  }
}

const WIDER = `
  ALTER TABLE budgets
    DROP CONSTRAINT budgets_scope, DROP CONSTRAINT budgets_period,
    ADD COLUMN mode text NOT NULL DEFAULT 'hard',
    ADD CONSTRAINT budgets_scope CHECK (scope IN ('key', 'member', 'project', 'organization')),
    ADD CONSTRAINT budgets_ref CHECK ((scope = 'organization') = (ref = '')),
    ADD CONSTRAINT budgets_period CHECK (period IN ('day', 'month', 'all')),
    ADD CONSTRAINT budgets_mode CHECK (mode IN ('hard', 'alert'));
  ALTER TABLE budgets ALTER COLUMN mode DROP DEFAULT;
  -- A hold that a member or the system placed has a time, and no key.
  ALTER TABLE holds DROP CONSTRAINT holds_placed,
    ADD CONSTRAINT holds_placed CHECK (placed_by IS NULL OR placed_at IS NOT NULL);
`;

/** Open holds of organizations that have budgets: from now on each of them says when it was placed. */
const MARKS = `
  UPDATE holds h SET placed_at = e.at, placed_by = CASE WHEN e.actor_type = 'service_key' THEN e.actor_id END
  FROM organizations o, entries e
  WHERE o.has_budgets AND h.org_id = o.org_id AND h.state = 'open' AND h.placed_at IS NULL
    AND e.org_id = h.org_id AND e.cause_id = h.id AND e.leg = 1 AND e.kind = 'hold_placed';
`;

/** Budgets of the new scopes and periods have no place in the older form. */
const NARROWER = `
  DELETE FROM budget_uses WHERE scope <> 'key' OR period <> 'day';
  DELETE FROM budgets WHERE scope <> 'key' OR period <> 'day';
  UPDATE holds SET placed_at = NULL WHERE placed_by IS NULL AND placed_at IS NOT NULL;
  ALTER TABLE holds DROP CONSTRAINT holds_placed,
    ADD CONSTRAINT holds_placed CHECK ((placed_by IS NULL) = (placed_at IS NULL));
  ALTER TABLE budgets DROP COLUMN mode, DROP CONSTRAINT budgets_ref,
    DROP CONSTRAINT budgets_scope, DROP CONSTRAINT budgets_period,
    ADD CONSTRAINT budgets_scope CHECK (scope IN ('key')),
    ADD CONSTRAINT budgets_period CHECK (period IN ('day'));
`;

import { randomUUIDv7 } from "node:crypto";
import type { QueryRunner } from "typeorm";
import { type HomeMigration, runInHome } from "./home.ts";

/**
 * Before there were subscriptions and contracts, an operator set the plan of an organization, and nothing ended it. Each
 * such plan becomes a contract without an end, which an operator can end or replace. It starts when the plan was set, or
 * else with the organization. A closed organization is on the default plan, like one that is closed today.
 */
export class ContractPlansThatWereSet1800000008300 implements HomeMigration {
  readonly name = "ContractPlansThatWereSet1800000008300";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, policies("NO FORCE"));
    await runner.query(
      `UPDATE organizations AS o SET plan = ${DEFAULT_PLAN} WHERE closed_at IS NOT NULL AND ${WAS_SET}`,
    );
    const set: { orgId: string }[] = await runner.query(
      `SELECT org_id AS "orgId" FROM organizations AS o WHERE ${WAS_SET} ORDER BY org_id`,
    );
    await runner.query(INSERT, [set.map(({ orgId }) => orgId), set.map(() => randomUUIDv7())]);
    await runInHome(runner, policies("FORCE"));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(runner, policies("NO FORCE"));
    await runner.query(`
      WITH gone AS (DELETE FROM contracts WHERE made_by_type = 'system' AND reason = '${REASON}' RETURNING org_id, state)
      UPDATE organizations AS o SET has_contract = false FROM gone WHERE o.org_id = gone.org_id AND gone.state = 'running'`);
    await runInHome(runner, policies("FORCE"));
  }
}

/** The policies bind the owner of the tables too, who sees no row. */
function policies(how: "FORCE" | "NO FORCE"): string {
  return ["organizations", "contracts", "subscriptions", "audit_entries"]
    .map((table) => `ALTER TABLE ${table} ${how} ROW LEVEL SECURITY`)
    .join("; ");
}

const REASON = "The plan was set before there were contracts.";

const DEFAULT_PLAN = `(SELECT c.catalog::jsonb ->> 'defaultPlan' FROM catalog_copies c WHERE c.number = o.catalog_version)`;

/** Whether neither a contract nor a subscription explains the plan of the organization `o`. */
const WAS_SET = `o.plan <> ${DEFAULT_PLAN} AND NOT o.has_contract
  AND NOT EXISTS (SELECT FROM subscriptions s WHERE s.org_id = o.org_id AND s.ended_at IS NULL)`;

/** The audit log has PostgreSQL's time, so it does not say when the plan was set on a test clock. */
const INSERT = `
  WITH made AS (
    INSERT INTO contracts (org_id, id, plan, state, starts_at, rates, entitlements, credits, reason, made_by_type, made_at)
    SELECT o.org_id, ids.id, o.plan, 'running', CASE WHEN o.clock_at IS NULL
        THEN coalesce((SELECT max(a.at) FROM audit_entries a
          WHERE a.org_id = o.org_id AND a.action = 'organization.plan_set' AND a.outcome = 'done'), o.created_at)
        ELSE least(o.created_at, o.clock_at) END,
      '{}', '{}', '[]', '${REASON}', 'system', coalesce(o.clock_at, date_trunc('milliseconds', clock_timestamp()))
    FROM unnest($1::uuid[], $2::uuid[]) AS ids (org_id, id) JOIN organizations o USING (org_id)
    RETURNING org_id)
  UPDATE organizations AS o SET has_contract = true FROM made WHERE o.org_id = made.org_id
`;

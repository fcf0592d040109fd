import type { QueryRunner } from "typeorm";
import { dropTables, type HomeMigration, runInHome } from "./home.ts";
import { organizationTable } from "./row-level-security.ts";

/** Changes of plans that the people of an organization are not yet told of, and the due work that tells them. */
export class CreatePlanNotices1800000008310 implements HomeMigration {
  readonly name = "CreatePlanNotices1800000008310";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLE);
    await runInHome(runner, dueKinds([...EARLIER_KINDS, "send_notice"]));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(runner, "DELETE FROM due WHERE kind = 'send_notice'");
    await runInHome(runner, dueKinds(EARLIER_KINDS));
    await dropTables(runner, "plan_notices");
  }
}

const EARLIER_KINDS = [
  "issue_grant",
  "expire_grant",
  "expire_hold",
  "end_contract",
  "start_contract",
  "start_subscription",
  "renew_subscription",
  "charge_subscription",
  "credit_contract",
  "credit_subscription",
];

const dueKinds = (kinds: readonly string[]): string => `
  ALTER TABLE due DROP CONSTRAINT due_kind, ADD CONSTRAINT due_kind CHECK (kind IN ('${kinds.join("', '")}'))`;

/** The API and the worker write notices; the worker deletes those that it has sent. */
const TABLE = `
  CREATE TABLE plan_notices (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    -- The values of the mail's text, without the names of the organization and its people.
    data jsonb NOT NULL,
    CONSTRAINT plan_notices_pkey PRIMARY KEY (org_id, id),
    CONSTRAINT plan_notices_organization_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT plan_notices_kind CHECK (kind ~ '^[a-z]+(_[a-z]+)*$')
  );
  ${organizationTable("plan_notices", { app: "SELECT, INSERT", worker: "SELECT, INSERT, DELETE", ledger: "SELECT" })}
`;

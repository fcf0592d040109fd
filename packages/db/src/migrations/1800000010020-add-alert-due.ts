import type { QueryRunner } from "typeorm";
import { type HomeMigration, runInHome } from "./home.ts";

/** Due work that looks at the runway and at expiring credit. */
export class AddAlertDue1800000010020 implements HomeMigration {
  readonly name = "AddAlertDue1800000010020";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, dueKinds([...EARLIER_KINDS, "review_alerts"]));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(runner, "DELETE FROM due WHERE kind = 'review_alerts'");
    await runInHome(runner, dueKinds(EARLIER_KINDS));
  }
}

const EARLIER_KINDS = [
  "expire_grant",
  "expire_hold",
  "settle_endpoint",
  "settle_storage",
  "end_contract",
  "start_contract",
  "start_subscription",
  "renew_subscription",
  "charge_subscription",
  "issue_grant",
  "credit_contract",
  "credit_subscription",
  "resolve_attempt",
  "sync_subscription",
  "start_topup",
  "refresh_account",
  "issue_document",
  "issue_statement",
  "send_notice",
  "settle_minimum",
];

const dueKinds = (kinds: readonly string[]): string => `
  ALTER TABLE due DROP CONSTRAINT due_kind, ADD CONSTRAINT due_kind CHECK (kind IN ('${kinds.join("', '")}'))`;

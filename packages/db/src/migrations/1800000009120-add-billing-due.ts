import type { QueryRunner } from "typeorm";
import { type HomeMigration, runInHome } from "./home.ts";

/** The kinds of due work of payments and their documents. */
export class AddBillingDue1800000009120 implements HomeMigration {
  readonly name = "AddBillingDue1800000009120";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, dueKinds([...EARLIER_KINDS, ...KINDS]));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(runner, `DELETE FROM due WHERE kind IN ('${KINDS.join("', '")}')`);
    await runInHome(runner, dueKinds(EARLIER_KINDS));
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
  "send_notice",
];

const KINDS = [
  "resolve_attempt",
  "sync_subscription",
  "start_topup",
  "refresh_account",
  "issue_document",
  "issue_statement",
];

const dueKinds = (kinds: readonly string[]): string => `
  ALTER TABLE due DROP CONSTRAINT due_kind, ADD CONSTRAINT due_kind CHECK (kind IN ('${kinds.join("', '")}'))`;

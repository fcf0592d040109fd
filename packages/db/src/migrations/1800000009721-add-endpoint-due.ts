import type { QueryRunner } from "typeorm";
import { type HomeMigration, runInHome } from "./home.ts";

/** The due work that settles a running endpoint every few minutes. */
export class AddEndpointDue1800000009721 implements HomeMigration {
  readonly name = "AddEndpointDue1800000009721";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, dueKinds([...EARLIER_KINDS, "settle_endpoint"]));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(runner, "DELETE FROM due WHERE kind = 'settle_endpoint'");
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
  "resolve_attempt",
  "sync_subscription",
  "start_topup",
  "refresh_account",
  "issue_document",
  "issue_statement",
];

const dueKinds = (kinds: readonly string[]): string => `
  ALTER TABLE due DROP CONSTRAINT due_kind, ADD CONSTRAINT due_kind CHECK (kind IN ('${kinds.join("', '")}'))`;

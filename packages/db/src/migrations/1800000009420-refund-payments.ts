import type { QueryRunner } from "typeorm";
import { type HomeMigration, runInHome } from "./home.ts";

/** The act by which an operator refunds a payment. */
export class RefundPayments1800000009420 implements HomeMigration {
  readonly name = "RefundPayments1800000009420";
  readonly home = "platform";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, kinds("'grant', 'revoke', 'forgive', 'refund', 'refund_payment'"));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(
      runner,
      `DELETE FROM platform_due WHERE kind = 'finish_staff_act'
          AND ref IN (SELECT id::text FROM staff_acts WHERE kind = 'refund_payment');
        DELETE FROM staff_acts WHERE kind = 'refund_payment';
        ${kinds("'grant', 'revoke', 'forgive', 'refund'")}`,
    );
  }
}

const kinds = (all: string): string => `
  ALTER TABLE staff_acts DROP CONSTRAINT staff_acts_kind, ADD CONSTRAINT staff_acts_kind CHECK (kind IN (${all}))`;

import type { QueryRunner } from "typeorm";
import { type HomeMigration, runInHome } from "./home.ts";

/** A credit note whose refund failed later is reversed by a document of its own, once. */
export class ReverseCreditNotes1800000009861 implements HomeMigration {
  readonly name = "ReverseCreditNotes1800000009861";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(
      runner,
      `${kindsOf("'credit_note', 'reversal'")};
        DROP INDEX documents_one_credit_note;
        CREATE UNIQUE INDEX documents_one_credit_note ON documents (org_id, refund_id) WHERE kind = 'credit_note';
        CREATE UNIQUE INDEX documents_one_reversal ON documents (org_id, refund_id) WHERE kind = 'reversal'`,
    );
  }

  /** Fails if a reversal was issued: documents are never removed. */
  async down(runner: QueryRunner): Promise<void> {
    await runInHome(
      runner,
      `${kindsOf("'credit_note'")};
        DROP INDEX documents_one_reversal;
        DROP INDEX documents_one_credit_note;
        CREATE UNIQUE INDEX documents_one_credit_note ON documents (org_id, refund_id) WHERE refund_id IS NOT NULL`,
    );
  }
}

/** @param ofRefunds the kinds of documents that are about a refund */
function kindsOf(ofRefunds: string): string {
  return `ALTER TABLE documents
    DROP CONSTRAINT documents_kind,
    DROP CONSTRAINT documents_about,
    ADD CONSTRAINT documents_kind CHECK (kind IN ('receipt', ${ofRefunds}, 'statement')),
    ADD CONSTRAINT documents_about CHECK (
      (kind = 'statement') = (attempt_id IS NULL) AND (kind = 'statement') = (month IS NOT NULL)
      AND (kind IN (${ofRefunds})) = (refund_id IS NOT NULL))`;
}

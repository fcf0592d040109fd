import type { QueryRunner } from "typeorm";
import { type HomeMigration, runInHome } from "./home.ts";

/** Reversals of credit notes have a series of their own. */
export class NumberReversals1800000009860 implements HomeMigration {
  readonly name = "NumberReversals1800000009860";
  readonly home = "platform";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, kindsOf("'receipt', 'credit_note', 'reversal', 'statement'"));
  }

  /** Fails if a reversal was issued: a number is never given back. */
  async down(runner: QueryRunner): Promise<void> {
    await runInHome(runner, kindsOf("'receipt', 'credit_note', 'statement'"));
  }
}

function kindsOf(kinds: string): string {
  return `ALTER TABLE document_series
    DROP CONSTRAINT document_series_kind,
    ADD CONSTRAINT document_series_kind CHECK (kind IN (${kinds}))`;
}

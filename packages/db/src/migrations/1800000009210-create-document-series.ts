import type { QueryRunner } from "typeorm";
import type { RoleNames } from "../connection/roles.ts";
import { dropTables, type HomeMigration, rolesOf, runInHome } from "./home.ts";

/** The series of documents, and each number that was given. */
export class CreateDocumentSeries1800000009210 implements HomeMigration {
  readonly name = "CreateDocumentSeries1800000009210";
  readonly home = "platform";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLES);
    await runInHome(runner, rightsOf(rolesOf(runner)));
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, "document_numbers", "document_series");
    await runInHome(runner, "DELETE FROM platform_due WHERE kind = 'number_document'");
  }
}

const TABLES = `
  -- How far each series has counted. Its row is locked while a number and a date are given.
  CREATE TABLE document_series (
    -- 'platform', or the id of an organization on a test clock, which has series of its own.
    scope text NOT NULL,
    kind text NOT NULL,
    count bigint NOT NULL,
    last_at timestamptz(3) NOT NULL,
    CONSTRAINT document_series_pkey PRIMARY KEY (scope, kind),
    CONSTRAINT document_series_kind CHECK (kind IN ('receipt', 'credit_note', 'statement')),
    CONSTRAINT document_series_count CHECK (count >= 0)
  );

  -- Each number with its date, and the document that has it. A number is never given back.
  CREATE TABLE document_numbers (
    scope text NOT NULL,
    kind text NOT NULL,
    n bigint NOT NULL,
    number text NOT NULL,
    issued_at timestamptz(3) NOT NULL,
    org_id uuid NOT NULL,
    document_id uuid NOT NULL,
    -- What the document is about: the attempt, the refund, or the month.
    ref text NOT NULL,
    -- SHA-256 of the document's content; null until the document is known to be written.
    hash bytea,
    CONSTRAINT document_numbers_pkey PRIMARY KEY (scope, kind, n),
    CONSTRAINT document_numbers_number_key UNIQUE (scope, number),
    CONSTRAINT document_numbers_document_key UNIQUE (document_id),
    CONSTRAINT document_numbers_ref_key UNIQUE (org_id, kind, ref),
    CONSTRAINT document_numbers_series_fkey FOREIGN KEY (scope, kind) REFERENCES document_series (scope, kind),
    CONSTRAINT document_numbers_n CHECK (n > 0),
    CONSTRAINT document_numbers_hash CHECK (length(hash) = 32)
  );
`;

function rightsOf({ app, worker, verify }: RoleNames): string {
  return `
    GRANT SELECT ON document_series, document_numbers TO ${app}, ${worker}, ${verify};
    GRANT INSERT ON document_series, document_numbers TO ${app}, ${worker};
    GRANT UPDATE (count, last_at) ON document_series TO ${app}, ${worker};
    GRANT UPDATE (hash) ON document_numbers TO ${app}, ${worker};
  `;
}

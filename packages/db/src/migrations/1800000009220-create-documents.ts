import type { QueryRunner } from "typeorm";
import { dropTables, type HomeMigration, runInHome } from "./home.ts";
import { organizationTable } from "./row-level-security.ts";

/** Receipts, credit notes and statements, and their files. */
export class CreateDocuments1800000009220 implements HomeMigration {
  readonly name = "CreateDocuments1800000009220";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLES);
    const rights = { app: "SELECT, INSERT", worker: "SELECT, INSERT", ledger: "SELECT" };
    await runInHome(
      runner,
      organizationTable("documents", rights) + organizationTable("document_files", { ...rights }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, "document_files", "documents");
  }
}

const TABLES = `
  -- What was issued. Rows never change; the number and the date are those of the platform's series.
  CREATE TABLE documents (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    number text NOT NULL,
    issued_at timestamptz(3) NOT NULL,
    -- Of a receipt and a credit note: the payment.
    attempt_id uuid,
    -- Of a credit note: the refund.
    refund_id uuid,
    -- Of a statement: the first instant of its month.
    month timestamptz(3),
    -- Micro-USD in whole cents; null for a statement.
    net bigint,
    tax bigint,
    gross bigint,
    -- Everything that is printed, as JSON.
    content text NOT NULL,
    -- SHA-256 of the content.
    hash bytea NOT NULL,
    CONSTRAINT documents_pkey PRIMARY KEY (org_id, id),
    CONSTRAINT documents_number_key UNIQUE (org_id, kind, number),
    CONSTRAINT documents_organization_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT documents_attempt_fkey FOREIGN KEY (org_id, attempt_id) REFERENCES payment_attempts (org_id, id),
    CONSTRAINT documents_kind CHECK (kind IN ('receipt', 'credit_note', 'statement')),
    CONSTRAINT documents_about CHECK (
      (kind = 'statement') = (attempt_id IS NULL) AND (kind = 'statement') = (month IS NOT NULL)
      AND (kind = 'credit_note') = (refund_id IS NOT NULL)),
    CONSTRAINT documents_amounts CHECK (
      (kind = 'statement') = (net IS NULL) AND (kind = 'statement') = (tax IS NULL)
      AND (kind = 'statement') = (gross IS NULL) AND gross = net + tax),
    CONSTRAINT documents_hash CHECK (hash = sha256(convert_to(content, 'UTF8')))
  );
  CREATE UNIQUE INDEX documents_one_receipt ON documents (org_id, attempt_id) WHERE kind = 'receipt';
  CREATE UNIQUE INDEX documents_one_credit_note ON documents (org_id, refund_id) WHERE refund_id IS NOT NULL;
  CREATE UNIQUE INDEX documents_one_statement ON documents (org_id, month) WHERE month IS NOT NULL;
  CREATE INDEX documents_by_time ON documents (org_id, issued_at, id);

  -- The file of a document, written once.
  CREATE TABLE document_files (
    org_id uuid NOT NULL,
    document_id uuid NOT NULL,
    pdf bytea NOT NULL,
    -- SHA-256 of the file.
    hash bytea NOT NULL,
    CONSTRAINT document_files_pkey PRIMARY KEY (org_id, document_id),
    CONSTRAINT document_files_organization_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT document_files_document_fkey FOREIGN KEY (org_id, document_id) REFERENCES documents (org_id, id),
    CONSTRAINT document_files_hash CHECK (hash = sha256(pdf))
  );
`;

import type { DocumentKind } from "@scrip/domain/billing/documents";
import { checks, hashColumn, instantColumn, microsColumn } from "../connection/columns.ts";
import { toOrganization, withinOrganization } from "../connection/foreign-keys.ts";
import { organizationEntity } from "../connection/home-entity.ts";

/** A document that was issued. It never changes. */
export interface DocumentRow {
  orgId: string;
  id: string;
  kind: DocumentKind;
  number: string;
  issuedAt: Date;
  /** The payment; null for a statement. */
  attemptId: string | null;
  /** Of a credit note and its reversal: the refund. */
  refundId: string | null;
  /** Of a statement: the first instant of its month. */
  month: Date | null;
  /** usd-micros in whole cents; null for a statement. */
  net: bigint | null;
  tax: bigint | null;
  gross: bigint | null;
  /** Everything that is printed, as JSON. */
  content: string;
  /** SHA-256 of the content; CHECK in the migration. */
  hash: Buffer;
}

const fixed = { update: false } as const;

export const DocumentEntity = organizationEntity<DocumentRow>({
  name: "document",
  tableName: "documents",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "documents_pkey" },
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "documents_pkey" },
    kind: { type: "text", ...fixed },
    number: { type: "text", ...fixed },
    issuedAt: { ...instantColumn, ...fixed },
    attemptId: { type: "uuid", ...fixed, nullable: true },
    refundId: { type: "uuid", ...fixed, nullable: true },
    month: { ...instantColumn, ...fixed, nullable: true },
    net: { ...microsColumn, ...fixed, nullable: true },
    tax: { ...microsColumn, ...fixed, nullable: true },
    gross: { ...microsColumn, ...fixed, nullable: true },
    content: { type: "text", ...fixed },
    hash: { ...hashColumn, ...fixed },
  },
  uniques: [{ name: "documents_number_key", columns: ["orgId", "kind", "number"] }],
  foreignKeys: [
    toOrganization("documents_organization_fkey"),
    withinOrganization("documents_attempt_fkey", "paymentAttempt", "attemptId"),
  ],
  indices: [
    { name: "documents_by_time", columns: ["orgId", "issuedAt", "id"] },
    { name: "documents_one_receipt", columns: ["orgId", "attemptId"], unique: true, where: "kind = 'receipt'" },
    {
      name: "documents_one_credit_note",
      columns: ["orgId", "refundId"],
      unique: true,
      where: "kind = 'credit_note'",
    },
    { name: "documents_one_reversal", columns: ["orgId", "refundId"], unique: true, where: "kind = 'reversal'" },
    { name: "documents_one_statement", columns: ["orgId", "month"], unique: true, where: "month IS NOT NULL" },
  ],
  checks: checks("documents_kind", "documents_about", "documents_amounts", "documents_hash"),
});

/** The file of a document. */
export interface DocumentFileRow {
  orgId: string;
  documentId: string;
  pdf: Buffer;
  /** SHA-256 of the file; CHECK in the migration. */
  hash: Buffer;
}

export const DocumentFileEntity = organizationEntity<DocumentFileRow>({
  name: "documentFile",
  tableName: "document_files",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "document_files_pkey" },
    documentId: { type: "uuid", primary: true, primaryKeyConstraintName: "document_files_pkey" },
    pdf: { type: "bytea", ...fixed },
    hash: { ...hashColumn, ...fixed },
  },
  foreignKeys: [
    toOrganization("document_files_organization_fkey"),
    withinOrganization("document_files_document_fkey", "document", "documentId"),
  ],
  checks: checks("document_files_hash"),
});

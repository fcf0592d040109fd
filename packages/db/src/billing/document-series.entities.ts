import type { DocumentKind } from "@scrip/domain/billing/documents";
import { checks, countColumn, hashColumn, instantColumn } from "../connection/columns.ts";
import { platformEntity } from "../connection/home-entity.ts";

/** How far a series of documents has counted. */
export interface DocumentSeriesRow {
  /** `platform`, or the id of an organization on a test clock. */
  scope: string;
  kind: DocumentKind;
  count: number;
  lastAt: Date;
}

export const DocumentSeriesEntity = platformEntity<DocumentSeriesRow>({
  name: "documentSeries",
  tableName: "document_series",
  columns: {
    scope: { type: "text", primary: true, primaryKeyConstraintName: "document_series_pkey" },
    kind: { type: "text", primary: true, primaryKeyConstraintName: "document_series_pkey" },
    count: countColumn,
    lastAt: instantColumn,
  },
  checks: checks("document_series_kind", "document_series_count"),
});

/** A number that was given, with its date. */
export interface DocumentNumberRow {
  scope: string;
  kind: DocumentKind;
  n: number;
  number: string;
  issuedAt: Date;
  orgId: string;
  documentId: string;
  /** What the document is about: the attempt, the refund, or the month. */
  ref: string;
  /** SHA-256 of the document's content; null until the document is known to be written. */
  hash: Buffer | null;
}

const fixed = { update: false } as const;

export const DocumentNumberEntity = platformEntity<DocumentNumberRow>({
  name: "documentNumber",
  tableName: "document_numbers",
  columns: {
    scope: { type: "text", primary: true, primaryKeyConstraintName: "document_numbers_pkey" },
    kind: { type: "text", primary: true, primaryKeyConstraintName: "document_numbers_pkey" },
    n: { ...countColumn, primary: true, primaryKeyConstraintName: "document_numbers_pkey" },
    number: { type: "text", ...fixed },
    issuedAt: { ...instantColumn, ...fixed },
    orgId: { type: "uuid", ...fixed },
    documentId: { type: "uuid", ...fixed },
    ref: { type: "text", ...fixed },
    hash: { ...hashColumn, nullable: true },
  },
  uniques: [
    { name: "document_numbers_number_key", columns: ["scope", "number"] },
    { name: "document_numbers_document_key", columns: ["documentId"] },
    { name: "document_numbers_ref_key", columns: ["orgId", "kind", "ref"] },
  ],
  foreignKeys: [
    {
      name: "document_numbers_series_fkey",
      target: "documentSeries",
      columnNames: ["scope", "kind"],
      referencedColumnNames: ["scope", "kind"],
    },
  ],
  checks: checks("document_numbers_n", "document_numbers_hash"),
});

import { hash } from "node:crypto";
import type { Instant } from "@scrip/domain/ledger";
import type { OrganizationsTx } from "../connection/home-source.ts";
import { DocumentEntity, DocumentFileEntity, type DocumentFileRow, type DocumentRow } from "./document.entities.ts";

/** Writes a document, unless it is there. @returns the one that is there */
export async function insertDocument(tx: OrganizationsTx, document: Omit<DocumentRow, "hash">): Promise<DocumentRow> {
  const documents = tx.repository(DocumentEntity);
  const row = { ...document, hash: hash("sha256", document.content, "buffer") };
  await documents.createQueryBuilder().insert().values(row).orIgnore().execute();
  return documents.findOneByOrFail({ orgId: document.orgId, id: document.id });
}

/** The document with this id. */
export function documentById(tx: OrganizationsTx, orgId: string, id: string): Promise<DocumentRow | null> {
  return tx.repository(DocumentEntity).findOneBy({ orgId, id });
}

/** The receipt of a payment. */
export function receiptOf(tx: OrganizationsTx, orgId: string, attemptId: string): Promise<DocumentRow | null> {
  return tx.repository(DocumentEntity).findOneBy({ orgId, attemptId, kind: "receipt" });
}

/** The documents of a refund: its credit note, and the reversal of that. `null` as long as it has none. */
export interface DocumentsOfRefund {
  readonly creditNote: DocumentRow | null;
  readonly reversal: DocumentRow | null;
}

/** The documents of a refund. */
export async function documentsOfRefund(
  tx: OrganizationsTx,
  orgId: string,
  refundId: string,
): Promise<DocumentsOfRefund> {
  const found = await tx.repository(DocumentEntity).findBy({ orgId, refundId });
  const of = (wanted: DocumentRow["kind"]): DocumentRow | null => found.find(({ kind }) => kind === wanted) ?? null;
  return { creditNote: of("credit_note"), reversal: of("reversal") };
}

/** The first instant of the last month that has a statement; `null` without any. */
export async function lastStatement(tx: OrganizationsTx, orgId: string): Promise<Date | null> {
  const where = { orgId, kind: "statement" } as const;
  const [last] = await tx.repository(DocumentEntity).find({ where, order: { month: "DESC" }, take: 1 });
  return last?.month ?? null;
}

/** When the first document was issued; `null` without any. */
export async function firstDocument(tx: OrganizationsTx, orgId: string): Promise<Date | null> {
  const [first] = await tx.repository(DocumentEntity).find({ where: { orgId }, order: { issuedAt: "ASC" }, take: 1 });
  return first?.issuedAt ?? null;
}

/** The first instants of the months (UTC) that have entries, ascending. It looks at one entry of each month. */
export async function monthsWithEntries(
  tx: OrganizationsTx,
  orgId: string,
  { from, until }: { readonly from: Instant; readonly until: Instant },
): Promise<readonly Instant[]> {
  const rows = await tx.query<{ month: Date }[]>(MONTHS, [orgId, new Date(from), new Date(until)]);
  return rows.map(({ month }) => month.getTime());
}

const monthOf = (at: string): string => `date_trunc('month', ${at} AT TIME ZONE 'UTC')`;
const firstSince = (instant: string): string =>
  `(SELECT at FROM entries WHERE org_id = $1 AND seq = entries_before($1, ${instant}) + 1)`;

const MONTHS = `
  WITH RECURSIVE firsts (at) AS (
    SELECT ${firstSince("$2::timestamptz")}
    UNION ALL
    SELECT ${firstSince(`(${monthOf("firsts.at")} + interval '1 month') AT TIME ZONE 'UTC'`)}
      FROM firsts WHERE firsts.at < $3::timestamptz
  )
  SELECT ${monthOf("at")} AT TIME ZONE 'UTC' AS month FROM firsts WHERE at < $3::timestamptz ORDER BY at`;

/** The file of a document; `null` until it is made. */
export function documentFile(tx: OrganizationsTx, orgId: string, documentId: string): Promise<DocumentFileRow | null> {
  return tx.repository(DocumentFileEntity).findOneBy({ orgId, documentId });
}

/** Writes the file of a document, unless it has one. @returns the one that it has */
export async function insertDocumentFile(
  tx: OrganizationsTx,
  { orgId, documentId, pdf }: Omit<DocumentFileRow, "hash">,
): Promise<DocumentFileRow> {
  const files = tx.repository(DocumentFileEntity);
  const row = { orgId, documentId, pdf, hash: hash("sha256", pdf, "buffer") };
  await files.createQueryBuilder().insert().values(row).orIgnore().execute();
  return files.findOneByOrFail({ orgId, documentId });
}

import { type DocumentKind, documentNumber } from "@scrip/domain/billing/documents";
import { markDone, writePlatformDue } from "../claims/claim.ts";
import { InvariantError } from "../connection/errors.ts";
import type { PlatformSource, PlatformTx } from "../connection/home-source.ts";
import { newId } from "../connection/new-id.ts";
import { DocumentNumberEntity, type DocumentNumberRow } from "./document-series.entities.ts";

/** The scope of the series of all organizations on PostgreSQL's clock. */
const PLATFORM = "platform";

/** What a number is claimed for. */
export interface NumberTerms {
  readonly orgId: string;
  readonly kind: DocumentKind;
  /** What the document is about: the attempt, the refund, or the month. It gets one number. */
  readonly ref: string;
  /** What the number begins with. */
  readonly prefix: string;
  /** The time of the organization's test clock, which has series of its own; `null` without one. */
  readonly clockAt: Date | null;
}

/**
 * Gives a document its number and its date, under the lock of the series: the next number, and a date that is not before
 * that of the number before. The worker finishes the document if the caller is interrupted. Safe to repeat.
 * @source docs/rules.md#document-numbers; docs/invariants.md#l27
 */
export async function claimNumber(tx: PlatformTx, terms: NumberTerms): Promise<DocumentNumberRow> {
  const { orgId, kind, ref, prefix, clockAt } = terms;
  const scope = clockAt === null ? PLATFORM : orgId;
  const numbers = tx.repository(DocumentNumberEntity);
  const known = await numbers.findOneBy({ orgId, kind, ref });
  if (known !== null) return known;
  await tx.query(
    "INSERT INTO document_series (scope, kind, count, last_at) VALUES ($1, $2, 0, 'epoch') ON CONFLICT DO NOTHING",
    [scope, kind],
  );
  const [series] = await tx.query<{ count: string; lastAt: Date }[]>(
    `SELECT count::text, last_at AS "lastAt" FROM document_series WHERE scope = $1 AND kind = $2 FOR UPDATE`,
    [scope, kind],
  );
  if (series === undefined) throw new InvariantError(`there is no series of ${kind} for ${scope}`);
  // Another process may have claimed it while this one waited for the lock.
  const claimed = await numbers.findOneBy({ orgId, kind, ref });
  if (claimed !== null) return claimed;
  const n = Number(series.count) + 1;
  const at = clockAt ?? (await timeOf(tx));
  const issuedAt = new Date(Math.max(at.getTime(), series.lastAt.getTime()));
  await tx.query("UPDATE document_series SET count = $3, last_at = $4 WHERE scope = $1 AND kind = $2", [
    scope,
    kind,
    n,
    issuedAt,
  ]);
  const number = documentNumber(prefix, kind, n);
  const row: DocumentNumberRow = { scope, kind, n, number, issuedAt, orgId, documentId: newId(), ref, hash: null };
  await numbers.insert(row);
  await writePlatformDue(tx, { kind: "number_document", ref: row.documentId });
  return row;
}

/** Marks a number as that of a document that is written, and keeps the hash of its content. Safe to repeat. */
export async function markNumber(tx: PlatformTx, documentId: string, hash: Buffer): Promise<void> {
  await tx.query("UPDATE document_numbers SET hash = $2 WHERE document_id = $1 AND hash IS NULL", [documentId, hash]);
  await markDone(tx, { kind: "number_document", ref: documentId });
}

/** The number of a document. */
export function numberOf(platform: PlatformSource, documentId: string): Promise<DocumentNumberRow | null> {
  return platform.repository(DocumentNumberEntity).findOneBy({ documentId });
}

/** The time of the database's clock, read after the lock. */
async function timeOf(tx: PlatformTx): Promise<Date> {
  const [clock] = await tx.query<[{ now: Date }]>("SELECT date_trunc('milliseconds', clock_timestamp()) AS now");
  return clock.now;
}

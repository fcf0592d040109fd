import { livesHere, type Places, readCells } from "../cells.ts";
import { amountOrNull, type Cells, ms, readRows, text, whole } from "../read.ts";

/** How far a series has counted. */
export interface SeriesLine {
  readonly series: string;
  readonly count: number;
  readonly lastAt: number;
}

/** A number that was given. */
export interface NumberLine {
  readonly series: string;
  readonly kind: string;
  readonly n: number;
  readonly number: string;
  readonly issuedAt: number;
  readonly orgId: string;
  readonly documentId: string;
  /** What the document is about. */
  readonly ref: string;
  /** Lower-case hex; `null` until the document is known to be written. */
  readonly hash: string | null;
}

/** The sums of a document, a payment or a refund in micro-USD; `null` for a statement. */
export interface SumsLine {
  readonly net: bigint | null;
  readonly tax: bigint | null;
  readonly gross: bigint | null;
}

/** A document that was issued. */
export interface DocumentLine extends SumsLine {
  readonly orgId: string;
  readonly id: string;
  readonly kind: string;
  readonly number: string;
  readonly issuedAt: number;
  readonly attemptId: string | null;
  readonly refundId: string | null;
  readonly hash: string;
  /** SHA-256 of its content. */
  readonly computed: string;
}

/** A payment that succeeded, or a refund. */
export interface PaidLine extends SumsLine {
  readonly orgId: string;
  readonly id: string;
  /** Of a refund: the payment. */
  readonly attemptId: string | null;
  /** Whether it needs a document. */
  readonly isDone: boolean;
  /** Whether the work that issues its document is open. */
  readonly isDue: boolean;
}

/** A refund. */
export interface RefundLine extends PaidLine {
  /** Whether the money did not reach the buyer. */
  readonly hasFailed: boolean;
}

/** What both homes say of documents. */
export interface DocumentRows {
  readonly payments: readonly PaidLine[];
  readonly refunds: readonly RefundLine[];
  readonly documents: readonly DocumentLine[];
  readonly numbers: readonly NumberLine[];
  readonly series: readonly SeriesLine[];
  /** The documents whose number is claimed and not marked. */
  readonly claims: readonly string[];
}

/**
 * Reads documents from both homes, one after another, and never their content: PostgreSQL computes its hash. A change
 * between the reads looks like a contradiction: the caller reads again and keeps what both reads show.
 */
export async function readDocuments(places: Places): Promise<DocumentRows> {
  const all = async <Row>(sql: string, read: (row: Cells) => Row): Promise<Row[]> =>
    (await readRows(places.platform, sql, [])).map(read);
  return {
    payments: await readCells(places, PAYMENTS, readPaid),
    refunds: await readCells(places, REFUNDS, readRefund),
    documents: await readCells(places, DOCUMENTS, readDocument),
    claims: await all("SELECT ref FROM platform_due WHERE kind = 'number_document'", ([ref]) => text(ref)),
    numbers: await all(NUMBERS, readNumber),
    series: await all(SERIES, ([series, count, lastAt]) => {
      return { series: text(series), count: whole(count), lastAt: whole(lastAt) };
    }),
  };
}

const isDue = (row: string): string => `
  EXISTS (SELECT FROM due d WHERE d.org_id = ${row}.org_id AND d.kind = 'issue_document' AND d.ref_id = ${row}.id)`;
const PAYMENTS = `
  SELECT org_id, id, NULL, net, tax, gross, true, ${isDue("a")} FROM payment_attempts a
    WHERE state = 'succeeded' AND ${livesHere("a")}`;
const REFUNDS = `
  SELECT org_id, id, attempt_id, net, tax, gross, state = 'succeeded', ${isDue("r")}, state = 'failed'
    FROM payment_refunds r WHERE ${livesHere("r")}`;
const DOCUMENTS = `
  SELECT org_id, id, kind, number, ${ms("issued_at")}, attempt_id, refund_id, net, tax, gross, encode(hash, 'hex'),
    encode(sha256(convert_to(content, 'UTF8')), 'hex') FROM documents WHERE ${livesHere("documents")}`;
const NUMBERS = `
  SELECT scope || ' ' || kind, kind, n, number, ${ms("issued_at")}, org_id, document_id, ref, encode(hash, 'hex')
    FROM document_numbers ORDER BY scope, kind, n`;
const SERIES = `SELECT scope || ' ' || kind, count, ${ms("last_at")} FROM document_series`;

function sumsOf(net: string | null | undefined, tax: string | null | undefined, gross: string | null | undefined) {
  return { net: amountOrNull(net), tax: amountOrNull(tax), gross: amountOrNull(gross) };
}

function readPaid([orgId, id, attemptId, net, tax, gross, isDone, due]: Cells): PaidLine {
  const names = { orgId: text(orgId), id: text(id), attemptId: attemptId ?? null };
  return { ...names, ...sumsOf(net, tax, gross), isDone: isDone === "t", isDue: due === "t" };
}

function readRefund(row: Cells): RefundLine {
  return { ...readPaid(row), hasFailed: row[8] === "t" };
}

function readDocument(row: Cells): DocumentLine {
  const [orgId, id, kind, number, issuedAt, attemptId, refundId, net, tax, gross, hash, computed] = row;
  return {
    orgId: text(orgId),
    id: text(id),
    kind: text(kind),
    number: text(number),
    issuedAt: whole(issuedAt),
    attemptId: attemptId ?? null,
    refundId: refundId ?? null,
    ...sumsOf(net, tax, gross),
    hash: text(hash),
    computed: text(computed),
  };
}

function readNumber([series, kind, n, number, issuedAt, orgId, documentId, ref, hash]: Cells): NumberLine {
  return {
    series: text(series),
    kind: text(kind),
    n: whole(n),
    number: text(number),
    issuedAt: whole(issuedAt),
    orgId: text(orgId),
    documentId: text(documentId),
    ref: text(ref),
    hash: hash ?? null,
  };
}

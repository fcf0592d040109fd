import type { PeopleFinding } from "../check-people.ts";
import type { DocumentLine, DocumentRows, NumberLine, PaidLine, SumsLine } from "./read-documents.ts";

/**
 * Checks documents across both homes. L27: the numbers of a series have no gaps, and their dates never fall; a number has
 * its document, and a document its number; its content is what was issued; each payment is in one receipt and each refund
 * in one credit note, with their sums, unless that work is open; the credit note of a refund that failed later has one
 * reversal; credit notes that are not reversed take back at most what a receipt is about.
 */
export function checkDocuments(rows: DocumentRows): PeopleFinding[] {
  return [
    ...checkSeries(rows),
    ...checkNumbers(rows),
    ...checkContent(rows),
    ...checkPayments(rows),
    ...checkRefunds(rows),
    ...checkReversals(rows),
    ...checkTakenBack(rows),
  ];
}

function checkSeries({ series, numbers }: DocumentRows): PeopleFinding[] {
  const found: PeopleFinding[] = [];
  const lastOf = new Map<string, NumberLine>();
  for (const each of numbers) {
    const before = lastOf.get(each.series);
    const names = [`number ${each.number} of ${each.series}`];
    const expected = (before?.n ?? 0) + 1;
    if (each.n !== expected)
      found.push(wrong(names, `it is the ${each.n}. of its series; the next is the ${expected}.`));
    if (before !== undefined && each.issuedAt < before.issuedAt)
      found.push(wrong(names, `its date is before that of ${before.number}`));
    lastOf.set(each.series, each);
  }
  for (const { series: name, count, lastAt } of series) {
    const last = lastOf.get(name);
    if (count !== (last?.n ?? 0))
      found.push(wrong([`series ${name}`], `it counts ${count}; the last is ${last?.n ?? 0}`));
    if (last !== undefined && lastAt !== last.issuedAt)
      found.push(wrong([`series ${name}`], `its last date is not that of ${last.number}`));
    lastOf.delete(name);
  }
  for (const name of lastOf.keys()) found.push(wrong([`series ${name}`], "it has numbers, and does not exist"));
  return found;
}

function checkNumbers({ numbers, documents, claims }: DocumentRows): PeopleFinding[] {
  const found: PeopleFinding[] = [];
  const byId = new Map(documents.map((document) => [document.id, document]));
  const open = new Set(claims);
  const numbered = new Set<string>();
  for (const { documentId, kind, number, issuedAt, orgId, ref, hash } of numbers) {
    const names = [`number ${number}`, `document ${documentId}`];
    if (numbered.has(documentId)) found.push(wrong(names, "the document has two numbers"));
    numbered.add(documentId);
    const document = byId.get(documentId);
    if (hash === null) {
      if (!open.has(documentId)) found.push(wrong(names, "it is not marked, and its claim is not open"));
    } else if (document === undefined) found.push(wrong(names, "its document does not exist"));
    else if (document.hash !== hash) found.push(wrong(names, "the content of its document is another one"));
    if (document === undefined) continue;
    if (
      document.orgId !== orgId ||
      document.kind !== kind ||
      document.number !== number ||
      document.issuedAt !== issuedAt
    )
      found.push(wrong(names, "organization, kind, number or date of its document differ"));
    const about = document.refundId ?? document.attemptId;
    if (about !== null && about !== ref)
      found.push(wrong(names, `its document is about ${about}, and not about ${ref}`));
  }
  for (const { id, number } of documents)
    if (!numbered.has(id)) found.push(wrong([`document ${id}`], `its number ${number} was not given`));
  return found;
}

function checkContent({ documents }: DocumentRows): PeopleFinding[] {
  return documents
    .filter(({ hash, computed }) => hash !== computed)
    .map(({ id, number }) => wrong([`document ${id}`], `the content of ${number} is not the one that was issued`));
}

function checkPayments({ payments, documents }: DocumentRows): PeopleFinding[] {
  const receipts = documents.filter(({ kind }) => kind === "receipt");
  return checkPaid("attempt", payments, receipts, ({ attemptId }) => attemptId);
}

function checkRefunds({ refunds, documents }: DocumentRows): PeopleFinding[] {
  const notes = documents.filter(({ kind }) => kind === "credit_note");
  return checkPaid("refund", refunds, notes, ({ refundId }) => refundId);
}

/** A reversal is needed by a refund that failed after its credit note was issued, and allowed for nothing else. */
function checkReversals({ refunds, documents }: DocumentRows): PeopleFinding[] {
  const noted = new Set(documents.filter(({ kind }) => kind === "credit_note").map(refundKey));
  const reversals = documents.filter(({ kind }) => kind === "reversal");
  const reversed = refunds
    .filter(({ orgId, id, hasFailed }) => hasFailed && noted.has(`${orgId} ${id}`))
    .map((refund) => ({ ...refund, isDone: true }));
  return checkPaid("failed refund", reversed, reversals, ({ refundId }) => refundId);
}

function refundKey({ orgId, refundId }: DocumentLine): string {
  return `${orgId} ${refundId}`;
}

/** Compares payments or refunds with their documents. */
function checkPaid(
  what: string,
  paid: readonly PaidLine[],
  documents: readonly DocumentLine[],
  about: (document: DocumentLine) => string | null,
): PeopleFinding[] {
  const found: PeopleFinding[] = [];
  const of = new Map<string, DocumentLine>();
  for (const document of documents) {
    const key = `${document.orgId} ${about(document)}`;
    if (of.has(key)) found.push(wrong([`document ${document.id}`], `another one is about the same ${what}`));
    of.set(key, document);
  }
  for (const each of paid) {
    const names = [`${what} ${each.id} of organization ${each.orgId}`];
    const document = of.get(`${each.orgId} ${each.id}`);
    of.delete(`${each.orgId} ${each.id}`);
    if (document === undefined) {
      if (each.isDone && !each.isDue) found.push(wrong(names, "it has no document, and no work issues one"));
    } else if (!isEqual(document, each) || (each.attemptId !== null && each.attemptId !== document.attemptId))
      found.push(wrong([...names, `document ${document.id}`], "payment or sums of the document differ"));
  }
  for (const document of of.values())
    found.push(wrong([`document ${document.id}`], `it is about the ${what} ${about(document)}, which does not exist`));
  return found;
}

/** The credit notes of a receipt, less their reversals, add up to at most the receipt. */
function checkTakenBack({ documents }: DocumentRows): PeopleFinding[] {
  const left = new Map<string, { net: bigint; tax: bigint }>();
  for (const { kind, orgId, attemptId, net, tax } of documents)
    if (kind === "receipt") left.set(`${orgId} ${attemptId}`, { net: net ?? 0n, tax: tax ?? 0n });
  for (const { kind, orgId, attemptId, net, tax } of documents) {
    const receipt = left.get(`${orgId} ${attemptId}`);
    const sign = SIGNS[kind];
    if (sign === undefined || receipt === undefined) continue;
    receipt.net += sign * (net ?? 0n);
    receipt.tax += sign * (tax ?? 0n);
  }
  return [...left]
    .filter(([, { net, tax }]) => net < 0n || tax < 0n)
    .map(([key]) =>
      wrong([`attempt ${key.split(" ")[1]}`], "its credit notes take back more than its receipt is about"),
    );
}

/** What a document adds to what is left of its receipt. */
const SIGNS: Readonly<Record<string, bigint>> = { credit_note: -1n, reversal: 1n };

function isEqual(a: SumsLine, b: SumsLine): boolean {
  return a.net === b.net && a.tax === b.tax && a.gross === b.gross;
}

function wrong(rows: readonly string[], message: string): PeopleFinding {
  return { invariant: "L27", rows, message };
}

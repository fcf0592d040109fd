import { documentAnswer, documentsPage, getDocumentInput, listDocumentsInput } from "@scrip/contract/billing/documents";
import { type DocumentLine, listDocuments } from "@scrip/db/read/billing/list-documents";
import type { Fact } from "@scrip/documents/printed";
import { getDocument, type SeenDocument } from "@scrip/usecases/billing/documents/get-document";
import { orNotFound } from "@scrip/usecases/missing";
import { orgProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

export const documentsRouter = router({
  /** Receipts, credit notes and statements, the newest first. */
  list: orgProcedure("billing:read", "page")
    .input(listDocumentsInput)
    .output(documentsPage)
    .query(async ({ ctx, input: { documentKinds, grant, cursor, limit } }) => {
      const filter = { kinds: documentKinds, grantId: grant, after: cursor, limit };
      const page = await listDocuments(ctx.deps.pages, ctx.caller.orgId, filter);
      const { documents, next } = orNotFound(page, `credit ${grant}`);
      return { documents: documents.map(lineOnWire), next };
    }),

  /** One document with everything that is printed. Its file is `/download/document.pdf`. */
  get: orgProcedure("billing:read", "look")
    .input(getDocumentInput)
    .output(documentAnswer)
    .query(async ({ ctx, input }) => onWire(await getDocument(ctx.deps, ctx.caller.orgId, input.document))),
});

function lineOnWire({ id, attemptId, ...line }: DocumentLine) {
  return { ...line, document: id, attempt: attemptId };
}

function onWire({ row, printed }: SeenDocument) {
  const { id, kind, number, issuedAt, attemptId, net, tax, gross } = row;
  const { title, facts, from, to, tables, notes } = printed;
  return {
    ...lineOnWire({ id, kind, title, number, at: issuedAt.getTime(), attemptId, net, tax, gross }),
    facts: facts.map(factOnWire),
    from,
    to,
    tables: tables.map(({ title: heading, columns, rows, sums }) => ({
      title: heading,
      columns: columns.map((column) => ({ title: column.title, align: column.align })),
      rows,
      sums: sums.map(factOnWire),
    })),
    notes,
  };
}

function factOnWire({ label, value, isStrong = false }: Fact) {
  return { label, value, isStrong };
}

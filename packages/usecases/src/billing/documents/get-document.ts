import { type DocumentRow, documentById } from "@scrip/db/billing";
import { inOrganization } from "@scrip/db/connection";
import { type PrintedDocument, readPrinted } from "@scrip/documents/printed";
import type { Deps } from "../../deps.ts";
import { refused } from "../../refused.ts";
import { fileOf } from "./document-file.ts";

/** A document with everything that is printed. */
export interface SeenDocument {
  readonly row: DocumentRow;
  readonly printed: PrintedDocument;
}

/**
 * Reads a document of an organization.
 * @throws RefusedError `document_not_found`
 * @source docs/rules.md#receipts
 */
export async function getDocument({ pages }: Pick<Deps, "pages">, orgId: string, id: string): Promise<SeenDocument> {
  const row = await inOrganization(pages, orgId, (tx) => documentById(tx, orgId, id));
  if (row === null) throw refused("document_not_found", "There is no such document.", { document: id });
  return { row, printed: readPrinted(row.content) };
}

/**
 * The file of a document with its name. A file that the worker has not made yet is made now.
 * @throws RefusedError `document_not_found`
 * @source docs/rules.md#document-files
 */
export async function downloadDocument(
  deps: Pick<Deps, "pages" | "homes" | "print">,
  orgId: string,
  id: string,
): Promise<{ readonly name: string; readonly pdf: Buffer }> {
  const { row, printed } = await getDocument(deps, orgId, id);
  const pdf = await fileOf(deps, row);
  if (pdf === null) throw new Error("this process makes no files of documents");
  return { name: `${printed.title.toLowerCase().replaceAll(" ", "-")}-${row.number}.pdf`, pdf };
}

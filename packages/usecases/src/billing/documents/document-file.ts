import { type DocumentRow, documentFile, insertDocumentFile } from "@scrip/db/billing";
import { inOrganization, retrying } from "@scrip/db/connection";
import { readPrinted } from "@scrip/documents/printed";
import type { DocumentDeps } from "./document-deps.ts";

/**
 * The file of a document. It is made from what was issued, outside of any transaction, and stored once; from then on its
 * bytes stay the same. Safe to repeat and to run twice at once.
 * @returns `null` if it is not made yet, and this process makes none
 * @source docs/rules.md#document-files
 */
export async function fileOf(
  { homes, print }: Pick<DocumentDeps, "homes" | "print">,
  { orgId, id: documentId, content }: DocumentRow,
): Promise<Buffer | null> {
  const known = await inOrganization(homes.organizations, orgId, (tx) => documentFile(tx, orgId, documentId));
  if (known !== null) return known.pdf;
  if (print === undefined) return null;
  const pdf = await print(readPrinted(content));
  const { pdf: stored } = await retrying(() =>
    inOrganization(homes.organizations, orgId, (tx) => insertDocumentFile(tx, { orgId, documentId, pdf })),
  );
  return stored;
}

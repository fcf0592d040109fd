import { documentById, markNumber, numberOf } from "@scrip/db/billing";
import { markDone } from "@scrip/db/claims";
import { InvariantError, inOrganization, inPlatform } from "@scrip/db/connection";
import type { DocumentKind } from "@scrip/domain/billing/documents";
import type { DocumentDeps } from "./document-deps.ts";
import { draftStatement } from "./draft-statement.ts";
import { draftOf, finish } from "./issue-document.ts";
import { type DocumentDraft, writeDocument } from "./write-document.ts";

/** Makes a draft again for a number that was given. `ref` is the attempt, the refund, or the month. */
type Redraft = (deps: DocumentDeps, orgId: string, ref: string) => Promise<DocumentDraft | "waits" | null>;

const DRAFTS: Readonly<Record<DocumentKind, Redraft>> = {
  receipt: draftOf,
  credit_note: draftOf,
  statement: draftStatement,
};

/**
 * Finishes a document whose number was given, and whose writing was interrupted. Safe to repeat.
 * @throws InvariantError if there is nothing that the number is for
 * @source docs/rules.md#document-numbers
 */
export async function numberDocument(deps: DocumentDeps, id: string): Promise<void> {
  const { platform, organizations } = deps.homes;
  const claim = await numberOf(platform, id);
  if (claim === null || claim.hash !== null) return markDone(platform, { kind: "number_document", ref: id });
  const { orgId, kind, ref, number } = claim;
  const written = await inOrganization(organizations, orgId, (tx) => documentById(tx, orgId, id));
  if (written !== null) return inPlatform(platform, (tx) => markNumber(tx, id, written.hash));
  const draft = await DRAFTS[kind](deps, orgId, ref);
  if (draft === null || draft === "waits") throw new InvariantError(`number ${number} was given for nothing`);
  await finish(deps, await writeDocument(deps, orgId, draft));
}

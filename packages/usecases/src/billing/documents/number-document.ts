import { documentById, markNumber, numberOf } from "@scrip/db/billing";
import { markDone } from "@scrip/db/claims";
import { InvariantError, inOrganization, inPlatform } from "@scrip/db/connection";
import type { DocumentDeps } from "./document-deps.ts";
import { draftStatement } from "./draft-statement.ts";
import { draftOf, finish } from "./issue-document.ts";
import { writeDocument } from "./write-document.ts";

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
  const draft = kind === "statement" ? await draftStatement(deps, orgId, ref) : await draftOf(deps, orgId, ref, kind);
  if (draft === null || draft === "waits") throw new InvariantError(`number ${number} was given for nothing`);
  await finish(deps, await writeDocument(deps, orgId, draft));
}

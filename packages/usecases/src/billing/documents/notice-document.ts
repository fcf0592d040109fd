import type { DocumentRow } from "@scrip/db/billing";
import { inOrganization, OrganizationMissing, retrying } from "@scrip/db/connection";
import { lockOrganization } from "@scrip/db/organizations";
import { readPrinted } from "@scrip/documents/printed";
import { writeNotice } from "../../notices/write-notice.ts";
import type { DocumentDeps } from "./document-deps.ts";

/**
 * Writes the notice of a document that is ready, for the inbox and for webhooks; its mail follows the billing details. Safe
 * to repeat, since the key of the notice is the document.
 * @source docs/rules.md#alerts
 */
export async function noticeDocument({ homes, ledger }: DocumentDeps, document: DocumentRow): Promise<void> {
  const { orgId, id, kind, number, gross } = document;
  const { title } = readPrinted(document.content);
  const total = gross === null ? null : String(gross);
  const data = { document: `document_${id}`, kind, title, number, total };
  const dueAt = await retrying(() =>
    inOrganization(homes.organizations, orgId, async (tx) => {
      const organization = await lockOrganization(tx, orgId);
      if (organization === null) throw new OrganizationMissing(orgId);
      return writeNotice(tx, organization, { kind: "invoice.ready", data }, { key: `document ${id}` });
    }),
  );
  if (dueAt !== null) ledger.announce({ orgIds: [orgId], dueAt });
}

import type { NewMail } from "@scrip/contract/notices/mails";
import { parseMailContent } from "@scrip/contract/notices/mails";
import { findPeople, MemberEntity } from "@scrip/db/access";
import { billingDetailsOf, type DocumentRow } from "@scrip/db/billing";
import { inOrganization, inPlatform } from "@scrip/db/connection";
import { choicesAbout, queueMail } from "@scrip/db/notices";
import { OrganizationEntity } from "@scrip/db/organizations";
import { readPrinted } from "@scrip/documents/printed";
import { roleHas } from "@scrip/domain/access";
import { formatUsd } from "@scrip/domain/money";
import { instantOf, repeatableId } from "../../notices/repeatable-id.ts";
import type { DocumentDeps } from "./document-deps.ts";

/**
 * Queues a mail that a document is ready, with a link to it: to the address for invoices, or without one to each member
 * who may change billing. Safe to repeat and to run twice at once, since the ids of the mails follow from the document.
 * @source docs/rules.md#document-files
 */
export async function mailDocument({ homes, origin = null }: DocumentDeps, document: DocumentRow): Promise<void> {
  const { orgId, id, number, gross } = document;
  const told = await inOrganization(homes.organizations, orgId, async (tx) => {
    const { name } = await tx.repository(OrganizationEntity).findOneByOrFail({ orgId });
    const email = (await billingDetailsOf(tx, orgId))?.email ?? null;
    const members = await tx.repository(MemberEntity).findBy({ orgId });
    const chosen = await choicesAbout(tx, orgId, { kind: "invoice.ready", channel: "email" });
    const people = members
      .filter(({ role, personId }) => roleHas(role, "billing:write") && chosen.get(personId) !== false)
      .map(({ personId }) => personId);
    return { organization: name, email, people };
  });
  const { organization, email, people } = told;
  const content = parseMailContent("document_issued", {
    organization,
    title: readPrinted(document.content).title,
    number,
    total: gross === null ? null : formatUsd(gross),
    url: origin === null ? null : `${origin}/o/org_${orgId}/invoices?document=document_${id}`,
  });
  await inPlatform(homes.platform, async (tx) => {
    const mail = (to: string, personId: string | null) =>
      queueMail(tx, {
        ...content,
        id: repeatableId(instantOf(id), `${id} ${personId ?? ""}`),
        to,
        orgId,
        personId,
      } as NewMail);
    if (email !== null) return mail(email, null);
    for (const { id: personId, email: to } of (await findPeople(tx, people)).values()) await mail(to, personId);
  });
}

import { eventSpec } from "@scrip/contract/notices/events";
import { type NewMail, parseMailContent } from "@scrip/contract/notices/mails";
import { findPeople, MemberEntity } from "@scrip/db/access";
import { inOrganization, inPlatform } from "@scrip/db/connection";
import { queueMail } from "@scrip/db/notices";
import { OrganizationEntity } from "@scrip/db/organizations";
import { roleHas } from "@scrip/domain/access";
import { instantOf, repeatableId } from "../repeatable-id.ts";
import { mailOf } from "./mail-of.ts";
import type { Notice } from "./notice.ts";
import { pageOf } from "./page-of.ts";
import type { NoticeDeps } from "./send-notice.ts";

/** Queues a mail about a notice to each member who wants one. Safe to repeat. */
export async function queueMails({ homes, origin = null }: NoticeDeps, notice: Notice): Promise<void> {
  const { orgId, id } = notice;
  const mail = mailOf(notice);
  if (mail === null) return;
  const { name, people } = await inOrganization(homes.organizations, orgId, async (tx) => {
    const organization = await tx.repository(OrganizationEntity).findOneByOrFail({ orgId });
    const members = await tx.repository(MemberEntity).findBy({ orgId });
    const told = members.filter(({ role }) => roleHas(role, eventSpec(notice.kind).permission));
    return { name: organization.name, people: told.map(({ personId }) => personId) };
  });
  const url = origin === null ? null : `${origin}/o/org_${orgId}/${pageOf(notice)}`;
  const content = parseMailContent(mail.kind, { ...mail.data, organization: name, url });
  await inPlatform(homes.platform, async (tx) => {
    for (const { id: personId, email: to } of (await findPeople(tx, people)).values()) {
      const own = { id: repeatableId(instantOf(id), `${id} ${personId}`), to, orgId, personId };
      await queueMail(tx, { ...content, ...own } as NewMail);
    }
  });
}

import { eventPage } from "@scrip/contract/notices/event-words";
import { eventSpec } from "@scrip/contract/notices/events";
import { type NewMail, parseMailContent } from "@scrip/contract/notices/mails";
import { findPeople, MemberEntity } from "@scrip/db/access";
import { inOrganization, inPlatform } from "@scrip/db/connection";
import { choicesAbout, queueMail } from "@scrip/db/notices";
import { OrganizationEntity } from "@scrip/db/organizations";
import { roleHas } from "@scrip/domain/access";
import type { Notice } from "../notice.ts";
import { instantOf, repeatableId } from "../repeatable-id.ts";
import { mailOf } from "./mail-of.ts";
import type { NoticeDeps } from "./send-notice.ts";

/**
 * Queues a mail about a notice to each member who may see it and wants e-mails of its kind. Safe to repeat and to run twice
 * at once: the id of each mail follows from the notice and the person.
 * @source docs/rules.md#who-gets-which-mail
 */
export async function queueMails({ homes, origin = null }: NoticeDeps, notice: Notice): Promise<void> {
  const { orgId, id, kind } = notice;
  const mail = mailOf(notice);
  if (mail === null) return;
  const { name, people } = await inOrganization(homes.organizations, orgId, async (tx) => {
    const organization = await tx.repository(OrganizationEntity).findOneByOrFail({ orgId });
    const members = await tx.repository(MemberEntity).findBy({ orgId });
    const chosen = await choicesAbout(tx, orgId, { kind, channel: "email" });
    const { permission, email } = eventSpec(kind);
    const told = members.filter(({ role, personId }) => roleHas(role, permission) && (chosen.get(personId) ?? email));
    return { name: organization.name, people: told.map(({ personId }) => personId) };
  });
  const page = (path: string): string | null => (origin === null ? null : `${origin}/o/org_${orgId}/${path}`);
  const about = { organization: name, url: page(eventPage(notice).path), choices: page("settings/alerts") };
  const content = parseMailContent(mail.kind, { ...mail.data, ...about });
  await inPlatform(homes.platform, async (tx) => {
    for (const { id: personId, email: to } of (await findPeople(tx, people)).values()) {
      const own = { id: repeatableId(instantOf(id), `${id} ${personId}`), to, orgId, personId };
      await queueMail(tx, { ...content, ...own } as NewMail);
    }
  });
}

import { BILLING_MAILS, BILLING_PAGES } from "@scrip/contract/notices/billing-mails";
import { type NewMail, parseMailContent } from "@scrip/contract/notices/mails";
import { PLAN_MAILS } from "@scrip/contract/notices/plan-mails";
import { findPeople, MemberEntity } from "@scrip/db/access";
import { type Homes, inOrganization, inPlatform, reach } from "@scrip/db/connection";
import { type DueWork, setDue } from "@scrip/db/due";
import { queueMail } from "@scrip/db/notices";
import { OrganizationEntity } from "@scrip/db/organizations";
import { deleteNotice, getNotice } from "@scrip/db/plans";
import { type Permission, roleHas } from "@scrip/domain/access";
import { instantOf, repeatableId } from "../notices/repeatable-id.ts";

/** What the sending of notices needs. It acts in both homes. */
export interface NoticeDeps {
  readonly homes: Homes;
  /** The origin of the server in browsers, for links in mails; without it they have none. */
  readonly origin?: string | null | undefined;
}

/**
 * Tells the people who may change a plan, or payments, what changed: queues a mail to each, then deletes the notice. Safe to repeat and
 * to run twice at once, since the id of each mail follows from the notice and the person.
 * @source docs/rules.md#mails-about-plans
 */
export async function sendNotice({ homes, origin = null }: NoticeDeps, { orgId, refId: id }: DueWork): Promise<void> {
  const told = await inOrganization(homes.organizations, orgId, async (tx) => {
    const notice = await getNotice(tx, orgId, id);
    if (notice === null) return null;
    const { name } = await tx.repository(OrganizationEntity).findOneByOrFail({ orgId });
    const members = await tx.repository(MemberEntity).findBy({ orgId });
    const managers = members.filter(({ role }) => roleHas(role, permissionOf(kindOf(notice.kind))));
    return { notice, organization: name, people: managers.map(({ personId }) => personId) };
  });
  if (told !== null) {
    const { notice, organization, people } = told;
    const kind = kindOf(notice.kind);
    const url = origin === null ? null : `${origin}/o/org_${orgId}/${pageOf(kind)}`;
    const content = parseMailContent(kind, { ...notice.data, organization, url });
    await inPlatform(homes.platform, async (tx) => {
      for (const { id: personId, email: to } of (await findPeople(tx, people)).values())
        await queueMail(tx, {
          ...content,
          id: repeatableId(instantOf(id), `${id} ${personId}`),
          to,
          orgId,
          personId,
        } as NewMail);
    });
  }
  reach("notice.queued");
  await inOrganization(homes.organizations, orgId, async (tx) => {
    await deleteNotice(tx, orgId, id);
    await setDue(tx, { orgId, kind: "send_notice", refId: id, onTestClock: false, dueAt: null });
  });
}

type NoticeKind = keyof typeof PLAN_MAILS | keyof typeof BILLING_MAILS;

function kindOf(kind: string): NoticeKind {
  if (Object.hasOwn(PLAN_MAILS, kind) || isBilling(kind)) return kind as NoticeKind;
  throw new Error(`"${kind}" is no kind of notice that this version knows.`);
}

function isBilling(kind: string): kind is keyof typeof BILLING_MAILS {
  return Object.hasOwn(BILLING_MAILS, kind);
}

/** Who is told: the people who may act on it. */
function permissionOf(kind: NoticeKind): Permission {
  return isBilling(kind) ? "billing:write" : "plan:write";
}

/** The page that the mail opens. */
function pageOf(kind: NoticeKind): string {
  return isBilling(kind) ? BILLING_PAGES[kind] : "plan";
}

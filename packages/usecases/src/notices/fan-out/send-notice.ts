import { isEventKind, parseEvent } from "@scrip/contract/notices/events";
import { type Homes, inOrganization, reach } from "@scrip/db/connection";
import { type DueWork, setDue } from "@scrip/db/due";
import type { Ledger } from "@scrip/db/ledger";
import { getNotice, markSent } from "@scrip/db/notices";
import type { Notice } from "../notice.ts";
import { queueDeliveries } from "../webhooks/queue-deliveries.ts";
import { queueMails } from "./queue-mails.ts";

/** What the sending of notices needs. It acts in both homes. */
export interface NoticeDeps {
  readonly homes: Homes;
  /** The origin of the server in browsers, for links in mails; without it they have none. */
  readonly origin?: string | null | undefined;
  /** Announces the notice to the live streams of the organization. */
  readonly ledger?: Pick<Ledger, "announce"> | undefined;
}

/**
 * Sends a notice: queues a mail to each member who wants one and a delivery to each webhook, then marks the notice. Safe to repeat and to run twice at once,
 * since the id of each mail follows from the notice and the person.
 * @source docs/rules.md#alerts
 */
export async function sendNotice(deps: NoticeDeps, { orgId, refId: id }: DueWork): Promise<void> {
  const { organizations } = deps.homes;
  const notice = await inOrganization(organizations, orgId, async (tx) => {
    const row = await getNotice(tx, orgId, id);
    if (row === null || row.sentAt !== null) return null;
    if (!isEventKind(row.kind)) throw new Error(`"${row.kind}" is no kind of event that this version knows.`);
    const { kind, data } = parseEvent(row.kind, row.data);
    return { orgId, id, kind, data, at: row.at } as Notice;
  });
  if (notice !== null) await queueMails(deps, notice);
  reach("notice.queued");
  await inOrganization(organizations, orgId, async (tx) => {
    if (notice !== null) await queueDeliveries(tx, notice);
    await markSent(tx, orgId, id);
    await setDue(tx, { orgId, kind: "send_notice", refId: id, onTestClock: false, dueAt: null });
  });
  deps.ledger?.announce({ orgIds: [orgId], dueAt: null });
}

import { type EventContent, parseEvent } from "@scrip/contract/notices/events";
import { newId, type OrganizationsTx } from "@scrip/db/connection";
import { setDue } from "@scrip/db/due";
import { insertNotice } from "@scrip/db/notices";
import type { LockedOrganization } from "@scrip/db/organizations";
import { playsThePast } from "./plays-the-past.ts";

/** The identity of a notice. */
interface NoticeTerms {
  /** A UUIDv7; a new one if not given. */
  readonly id?: string;
  /** The business key: at most one notice of the organization has it. The id if not given. */
  readonly key?: string;
}

/**
 * Writes a notice of an event in the transaction of its cause, with the due work that sends it: a transaction that is rolled
 * back or repeated leaves no second notice. An event in the past of a test clock has no notice.
 * @param organization is locked by the transaction
 * @returns when its work is due, in real time; `null` if nothing was written
 * @throws ZodError if the values are not those of the kind
 * @source docs/rules.md#alerts
 */
export async function writeNotice(
  tx: OrganizationsTx,
  organization: Pick<LockedOrganization, "orgId" | "now" | "time">,
  event: EventContent,
  { id = newId(), key = id }: NoticeTerms = {},
): Promise<number | null> {
  if (playsThePast(organization)) return null;
  const { orgId, now, time } = organization;
  const { kind, data } = parseEvent(event.kind, event.data);
  if (!(await insertNotice(tx, { orgId, id, kind, at: time, data, key }))) return null;
  // In real time, also for an organization on a test clock: an advance does not wait for mails.
  const dueAt = now.getTime();
  await setDue(tx, { orgId, kind: "send_notice", refId: id, onTestClock: false, dueAt });
  return dueAt;
}

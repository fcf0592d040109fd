import type { OrganizationsTx } from "../connection/home-source.ts";
import { NoticeChoiceEntity } from "./inbox.entities.ts";

/** A member of an organization. */
export interface InboxOwner {
  readonly orgId: string;
  readonly personId: string;
}

/** How many notices one member can have read one by one, after the last "mark all". */
const MOST_READ_IDS = 500;

/** Marks one notice as read for a member. Safe to repeat. Beyond 500 single marks, the oldest are forgotten. */
export async function markNoticeRead(
  tx: OrganizationsTx,
  { orgId, personId }: InboxOwner,
  noticeId: string,
): Promise<void> {
  await tx.query(
    `INSERT INTO notice_reads AS r (org_id, person_id, read_ids) VALUES ($1, $2, ARRAY[$3::uuid])
      ON CONFLICT (org_id, person_id) DO UPDATE SET read_ids = ARRAY(
        SELECT DISTINCT id FROM unnest(r.read_ids || excluded.read_ids) AS id
          WHERE r.read_up_to IS NULL OR id > r.read_up_to ORDER BY id DESC LIMIT ${MOST_READ_IDS})`,
    [orgId, personId, noticeId],
  );
}

/** Marks all notices up to one as read for a member. Safe to repeat, and an earlier one changes nothing. */
export async function markNoticesRead(
  tx: OrganizationsTx,
  { orgId, personId }: InboxOwner,
  upTo: string,
): Promise<void> {
  await tx.query(
    `INSERT INTO notice_reads AS r (org_id, person_id, read_up_to) VALUES ($1, $2, $3)
      ON CONFLICT (org_id, person_id) DO UPDATE SET
        read_up_to = greatest(r.read_up_to, excluded.read_up_to),
        read_ids = ARRAY(SELECT id FROM unnest(r.read_ids) AS id WHERE id > excluded.read_up_to)`,
    [orgId, personId, upTo],
  );
}

/** A member's choice about one kind of notices. */
export interface NoticeChoice {
  readonly kind: string;
  readonly channel: "email";
  readonly isOn: boolean;
}

/** Writes choices of a member over the earlier ones. */
export async function writeChoices(
  tx: OrganizationsTx,
  owner: InboxOwner,
  choices: readonly NoticeChoice[],
): Promise<void> {
  await tx.repository(NoticeChoiceEntity).upsert(
    choices.map((choice) => ({ ...owner, ...choice })),
    ["orgId", "personId", "kind", "channel"],
  );
}

/** Deletes choices of a member: the defaults apply again. */
export async function deleteChoices(
  tx: OrganizationsTx,
  owner: InboxOwner,
  choices: readonly Omit<NoticeChoice, "isOn">[],
): Promise<void> {
  for (const { kind, channel } of choices) await tx.repository(NoticeChoiceEntity).delete({ ...owner, kind, channel });
}

/** Reads what each member chose about one kind and channel, by person. Who chose nothing is not in the map. */
export async function choicesAbout(
  tx: OrganizationsTx,
  orgId: string,
  { kind, channel }: Omit<NoticeChoice, "isOn">,
): Promise<ReadonlyMap<string, boolean>> {
  const rows = await tx.repository(NoticeChoiceEntity).findBy({ orgId, kind, channel });
  return new Map(rows.map(({ personId, isOn }) => [personId, isOn]));
}

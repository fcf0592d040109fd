import { type NewMail, parseMailContent } from "@scrip/contract/notices/mails";
import { writePlatformDue } from "../claims/claim.ts";
import type { PlatformTx } from "../connection/home-source.ts";

/** One address of a mailbox: no list, no display name, no line break. The server of the receiver judges the rest. */
const ADDRESS = /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+$/u;
/** The longest address that SMTP carries. */
const LONGEST = 254;

/**
 * Puts a mail into the outbox, in the caller's transaction. The commit wakes the worker, which sends the mail; a rollback
 * leaves no mail. Safe to repeat: a mail with the same id is queued once.
 * @param tx a transaction of the platform
 * @throws Error if the address is none, and ZodError if the values are not those of the kind
 * @source docs/rules.md#mails
 */
export async function queueMail(tx: PlatformTx, mail: NewMail): Promise<void> {
  if (!ADDRESS.test(mail.to) || mail.to.length > LONGEST) throw new Error(`The mail ${mail.id} has no valid address.`);
  const { kind, data } = parseMailContent(mail.kind, mail.data);
  const queued = await tx.query<unknown[]>(
    `INSERT INTO mails (id, kind, to_address, org_id, person_id, data, queued_at)
      VALUES ($1, $2, $3, $4, $5, $6, date_trunc('milliseconds', clock_timestamp())) ON CONFLICT (id) DO NOTHING RETURNING id`,
    [mail.id, kind, mail.to, mail.orgId, mail.personId, data],
  );
  if (queued.length > 0) await writePlatformDue(tx, { kind: "send_mail", ref: mail.id }, "now");
}

/**
 * Erases the mails to a person, sent or not. The worker drops their work.
 * @param tx a transaction of the platform
 * @param email also erases mails to this address that name no person, such as invitations
 */
export async function eraseMailsOf(
  tx: PlatformTx,
  { personId, email }: { readonly personId: string; readonly email: string },
): Promise<void> {
  await tx.query("DELETE FROM mails WHERE person_id = $1 OR to_address = $2", [personId, email]);
}

import { type Homes, reach } from "@scrip/db/connection";
import { FinalError } from "@scrip/db/due";
import { type ClaimedMail, claimMail, endMail, postponeMail } from "@scrip/db/notices";
import { isVoid } from "./is-void.ts";
import { MailError, type MailTransport } from "./mail-transport.ts";
import { renderMail } from "./render-mail.ts";

/** The dependencies of sending mails, of the worker's role. */
export interface SendMailDeps {
  readonly homes: Homes;
  /** `null` without a mail server: mails wait until there is one. */
  readonly mails: MailTransport | null;
}

/** A worker has so long for one try. The transport gives up much earlier. */
const LEASE_SECONDS = 180;
const FIRST_PAUSE_SECONDS = 60;
const LAST_PAUSE_SECONDS = 3_600;
/** Tries that fail for now, over a day. */
const MOST_TRIES = 28;

/**
 * Sends a mail of the outbox, unless it says nothing true any more. Safe to run twice at once: a lease gives each try to
 * one worker. A worker that dies between the sending and its record leaves the mail to another one, which sends it a
 * second time, with the same Message-ID. A failure that may pass is tried again after a growing pause.
 * @throws FinalError if the mail server refuses the mail for good, or has failed for a day
 * @source docs/rules.md#mails
 */
export async function sendMail({ homes, mails }: SendMailDeps, id: string): Promise<void> {
  if (mails === null) return;
  const mail = await claimMail(homes.platform, id, LEASE_SECONDS);
  if (mail === null) return;
  reach("mail.claimed");
  if (await isVoid(homes, mail)) return endMail(homes.platform, id, "void");
  try {
    await mails.send(renderMail(mail));
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
    if (error.isFinal) throw new FinalError(error.message, { cause: error });
    return putOff(homes, mail, error.message);
  }
  reach("mail.sent");
  await endMail(homes.platform, id, "sent");
  reach("mail.ended");
}

async function putOff({ platform }: Homes, { id, tries }: ClaimedMail, problem: string): Promise<void> {
  if (tries + 1 >= MOST_TRIES) throw new FinalError(`not sent in ${MOST_TRIES} tries: ${problem}`);
  const pauseSeconds = Math.min(LAST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** tries);
  await postponeMail(platform, id, { pauseSeconds, problem });
}

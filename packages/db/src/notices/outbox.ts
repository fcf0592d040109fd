import { isMailKind, type MailContent, parseMailContent } from "@scrip/contract/notices/mails";
import { markDone, type PlatformWork } from "../claims/claim.ts";
import type { PlatformSource } from "../connection/home-source.ts";
import { inPlatform } from "../connection/in-home.ts";
import { MailEntity } from "./mail.entity.ts";

/** A mail that this worker may send now. */
export type ClaimedMail = MailContent & {
  readonly id: string;
  readonly to: string;
  readonly orgId: string | null;
  readonly personId: string | null;
  /** The tries that failed for now. */
  readonly tries: number;
  /** The time of the claim, by PostgreSQL's clock. */
  readonly claimedAt: Date;
};

/**
 * Claims a mail for one try. Until the lease ends no other worker tries it; a worker that dies leaves it to another one
 * after that.
 * @returns `null` if there is nothing to send: another worker has it, it has ended, or it was erased
 * @throws Error if the mail is of no kind that this version knows
 */
export function claimMail(platform: PlatformSource, id: string, leaseSeconds: number): Promise<ClaimedMail | null> {
  return inPlatform(platform, async (tx) => {
    const [claimed] = await tx.query<{ at: Date }[]>(
      `WITH claimed AS (
        UPDATE platform_due SET due_at = clock_timestamp() + make_interval(secs => $2)
          WHERE kind = 'send_mail' AND ref = $1 AND due_at <= clock_timestamp() AND parked_at IS NULL RETURNING 1)
      SELECT clock_timestamp() AS at FROM claimed`,
      [id, leaseSeconds],
    );
    if (claimed === undefined) return null;
    const row = await tx.repository(MailEntity).findOneBy({ id });
    if (row === null || row.data === null) {
      await markDone(tx, workOf(id));
      return null;
    }
    const { kind, toAddress: to, orgId, personId, tries } = row;
    if (!isMailKind(kind)) throw new Error(`"${kind}" is no kind of mail that this version knows.`);
    return { ...parseMailContent(kind, row.data), id, to, orgId, personId, tries, claimedAt: claimed.at };
  });
}

/**
 * Records the end of a mail and erases its values, links with secrets among them. Safe to repeat.
 * @param outcome `void` if it was dropped, because it says nothing true any more
 */
export async function endMail(platform: PlatformSource, id: string, outcome: "sent" | "void"): Promise<void> {
  await inPlatform(platform, async (tx) => {
    await tx.query(
      `UPDATE mails SET outcome = $2, data = NULL, ended_at = date_trunc('milliseconds', clock_timestamp())
        WHERE id = $1 AND outcome IS NULL`,
      [id, outcome],
    );
    await markDone(tx, workOf(id));
  });
}

/** Records a try that failed for now. The next one follows after the pause, even if the lease lasts longer. */
export async function postponeMail(
  platform: PlatformSource,
  id: string,
  { pauseSeconds, problem }: { readonly pauseSeconds: number; readonly problem: string },
): Promise<void> {
  await inPlatform(platform, async (tx) => {
    await tx.query("UPDATE mails SET tries = tries + 1 WHERE id = $1 AND outcome IS NULL", [id]);
    await tx.query(
      `UPDATE platform_due SET due_at = clock_timestamp() + make_interval(secs => $2), problem = $3
        WHERE kind = 'send_mail' AND ref = $1 AND parked_at IS NULL`,
      [id, pauseSeconds, problem],
    );
  });
}

/** How many mails wait, and for how long the oldest one does. Parked mails count too. */
export interface MailFigures {
  readonly waiting: number;
  readonly oldestSeconds: number;
}

export async function mailFigures(platform: PlatformSource): Promise<MailFigures> {
  const [row] = await platform.query<MailFigures[]>(
    `SELECT count(*)::int AS waiting,
        coalesce(extract(epoch FROM clock_timestamp() - min(queued_at)), 0)::float8 AS "oldestSeconds"
      FROM mails WHERE outcome IS NULL`,
  );
  return row ?? { waiting: 0, oldestSeconds: 0 };
}

/** Deletes mails that ended so many days ago. @returns their number */
export async function deleteOldMails(platform: PlatformSource, days: number): Promise<number> {
  const [, count] = await platform.query<[unknown, number]>(
    "DELETE FROM mails WHERE ended_at < clock_timestamp() - make_interval(days => $1)",
    [days],
  );
  return count;
}

const workOf = (id: string): PlatformWork => ({ kind: "send_mail", ref: id });

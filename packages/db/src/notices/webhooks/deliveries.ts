import { type AfterAttempt, type AttemptProblem, KEEP_DELIVERIES_MS } from "@scrip/domain/notices/webhooks";
import type { OrganizationsTx } from "../../connection/home-source.ts";
import { WebhookDeliveryEntity, type WebhookDeliveryRow } from "./webhook-delivery.entities.ts";
import type { WebhookKey } from "./webhooks.ts";

/** A delivery that this worker may try now. */
export interface ClaimedDelivery {
  readonly id: string;
  readonly noticeId: string;
  readonly body: string;
  /** The number of this try in the log. */
  readonly attempt: number;
}

/** How a claim chooses. */
export interface ClaimTerms {
  readonly now: Date;
  readonly leaseMs: number;
  /** The most deliveries of the webhook that are tried at once, by all workers together. */
  readonly atOnce: number;
}

/**
 * Claims due deliveries of a webhook for one try each, in their order, and writes the tries to the log. Until the lease ends
 * no other worker tries them; a worker that dies leaves them to another one after that.
 * @param tx a transaction that has locked the webhook
 */
export function claimDeliveries(
  tx: OrganizationsTx,
  { orgId, id }: WebhookKey,
  { now, leaseMs, atOnce }: ClaimTerms,
): Promise<readonly ClaimedDelivery[]> {
  return tx.query(
    `WITH open AS MATERIALIZED (
      SELECT id, sequence, next_at, coalesce(claimed_until > $3, false) AS is_claimed
        FROM webhook_deliveries WHERE org_id = $1 AND webhook_id = $2 AND state = 'waiting' AND next_at <= $3),
    chosen AS (
      SELECT id FROM open WHERE NOT is_claimed ORDER BY next_at, sequence
        LIMIT greatest(0, $5 - (SELECT count(*) FROM open WHERE is_claimed))),
    claimed AS (
      UPDATE webhook_deliveries AS d SET claimed_until = $4, attempts = attempts + 1
        FROM chosen WHERE d.org_id = $1 AND d.id = chosen.id
        RETURNING d.id, d.notice_id, d.body, d.attempts, d.sequence),
    logged AS (
      INSERT INTO webhook_attempts (org_id, delivery_id, number, at) SELECT $1, id, attempts, $3 FROM claimed)
    SELECT id, notice_id AS "noticeId", body, attempts AS attempt FROM claimed ORDER BY sequence`,
    [orgId, id, now, new Date(now.getTime() + leaseMs), atOnce],
  );
}

/** The outcome of a try, for the log. */
export interface LoggedOutcome {
  readonly latencyMs: number;
  readonly status: number | null;
  readonly problem: AttemptProblem | null;
  readonly answer: string | null;
}

/** Writes the outcome of a try to the log, once. */
export async function logOutcome(
  tx: OrganizationsTx,
  orgId: string,
  { id, attempt }: Pick<ClaimedDelivery, "id" | "attempt">,
  { latencyMs, status, problem, answer }: LoggedOutcome,
): Promise<void> {
  await tx.query(
    `UPDATE webhook_attempts SET latency_ms = $4, status = $5, problem = $6, answer = $7
      WHERE org_id = $1 AND delivery_id = $2 AND number = $3 AND latency_ms IS NULL`,
    [orgId, id, attempt, latencyMs, status, problem, answer],
  );
}

/** Reads a delivery of an organization; `null` if there is none. */
export function findDelivery(tx: OrganizationsTx, { orgId, id }: WebhookKey): Promise<WebhookDeliveryRow | null> {
  return tx.repository(WebhookDeliveryEntity).findOneBy({ orgId, id });
}

/** Records what follows from a try. */
export async function settleDelivery(
  tx: OrganizationsTx,
  { orgId, id }: WebhookKey,
  { state, tries, nextAt }: Pick<AfterAttempt, "state" | "tries" | "nextAt">,
  at: Date,
): Promise<void> {
  await tx.repository(WebhookDeliveryEntity).update(
    { orgId, id },
    {
      state,
      tries,
      nextAt: nextAt === null ? null : new Date(nextAt),
      claimedUntil: null,
      endedAt: nextAt === null ? at : null,
    },
  );
}

/** Makes a delivery wait again from its first try on, as if its event were new. The log keeps its earlier tries. */
export async function restartDelivery(tx: OrganizationsTx, { orgId, id }: WebhookKey): Promise<void> {
  await tx.query(
    `UPDATE webhook_deliveries SET state = 'waiting', tries = 0, ended_at = NULL,
        claimed_until = CASE WHEN state = 'waiting' THEN claimed_until END,
        next_at = date_trunc('milliseconds', clock_timestamp())
      WHERE org_id = $1 AND id = $2`,
    [orgId, id],
  );
}

/** The most ended deliveries that one transaction deletes. */
const MOST_DELETED = 500;

/** Deletes deliveries of a webhook that ended long ago, at most 500 of them. */
export async function deleteOldDeliveries(tx: OrganizationsTx, { orgId, id }: WebhookKey, now: Date): Promise<void> {
  await tx.query(
    `DELETE FROM webhook_deliveries WHERE org_id = $1 AND id IN (
      SELECT id FROM webhook_deliveries WHERE org_id = $1 AND webhook_id = $2 AND state <> 'waiting' AND ended_at < $3
        ORDER BY ended_at LIMIT ${MOST_DELETED})`,
    [orgId, id, new Date(now.getTime() - KEEP_DELIVERIES_MS)],
  );
}

/**
 * Finds when the work of a webhook is due next: at the next try of a delivery, or else when the oldest ended one is deleted.
 * @param tx a transaction that has locked the webhook
 * @returns milliseconds since 1970; `null` without deliveries
 */
export async function nextWebhookWork(tx: OrganizationsTx, { orgId, id }: WebhookKey): Promise<number | null> {
  const [row] = await tx.query<[{ next: Date | null; oldest: Date | null }]>(
    `SELECT (SELECT min(greatest(next_at, claimed_until)) FROM webhook_deliveries
        WHERE org_id = $1 AND webhook_id = $2 AND state = 'waiting') AS next,
      (SELECT min(ended_at) FROM webhook_deliveries
        WHERE org_id = $1 AND webhook_id = $2 AND state <> 'waiting') AS oldest`,
    [orgId, id],
  );
  const deletion = row.oldest === null ? Number.POSITIVE_INFINITY : row.oldest.getTime() + KEEP_DELIVERIES_MS + 1;
  const first = Math.min(row.next?.getTime() ?? Number.POSITIVE_INFINITY, deletion);
  return Number.isFinite(first) ? first : null;
}

/** Moves the due work of a webhook, if it is due: a worker has it in hand, and another looks after that. */
export async function leaseWebhookDue(tx: OrganizationsTx, { orgId, id }: WebhookKey, seconds: number): Promise<void> {
  await tx.query(
    `UPDATE due SET due_at = date_trunc('milliseconds', clock_timestamp()) + make_interval(secs => $3), tries = 0, problem = NULL
      WHERE org_id = $1 AND kind = 'deliver_webhook' AND ref_id = $2 AND due_at <= clock_timestamp()`,
    [orgId, id, seconds],
  );
}

import type { EventContent } from "@scrip/contract/notices/events";
import { type Homes, inOrganization, type OrganizationsTx, reach } from "@scrip/db/connection";
import { setDue } from "@scrip/db/due";
import type { Ledger } from "@scrip/db/ledger";
import {
  type ClaimedDelivery,
  changeWebhook,
  claimDeliveries,
  deleteOldDeliveries,
  findDelivery,
  type LoggedOutcome,
  lockWebhook,
  logOutcome,
  nextWebhookWork,
  settleDelivery,
  switchWebhookOff,
  type WebhookKey,
  type WebhookRow,
} from "@scrip/db/notices/webhooks";
import { type LockedOrganization, lockOrganization } from "@scrip/db/organizations";
import { type AttemptProblem, afterAttempt, askedPause } from "@scrip/domain/notices/webhooks";
import type { Sealer } from "../../outside/sealer.ts";
import { writeNotice } from "../write-notice.ts";
import type { PostWebhook } from "./post-webhook.ts";
import { signedHeaders } from "./sign.ts";
import { webhookIdOf } from "./webhook-body.ts";

/** The dependencies of sending deliveries, of the worker's role. */
export interface DeliverDeps {
  readonly homes: Pick<Homes, "organizations">;
  readonly ledger: Pick<Ledger, "announce">;
  readonly webhooks: {
    /** Opens the secrets of webhooks. */
    readonly sealer: Sealer;
    readonly post: PostWebhook;
    /** Milliseconds since 1970; PostgreSQL's clock if not given. Tests replace it. */
    readonly now?: (() => number) | undefined;
    /** From 0 up to 1. */
    readonly random?: () => number;
    /** Reports each outcome, for metrics. */
    readonly onOutcome?: ((outcome: DeliveryOutcome) => void) | undefined;
    readonly onSwitchedOff?: ((reason: "failing" | "gone") => void) | undefined;
  };
}

/** The outcome of a try, in a word. */
export type DeliveryOutcome = "delivered" | "wrong_status" | AttemptProblem;

/** The result of one round. */
export interface DeliveredRound {
  /** The deliveries that were tried. */
  readonly tried: number;
  /** Whether one of them failed, or was slow. The next round of such a webhook must delay no other webhook. */
  readonly isTroubled: boolean;
}

/** A worker has so long for one try. The time-out of a try is much shorter. */
const LEASE_MS = 60_000;
/** Tries of one webhook at once. A webhook that fails gets one at a time, until it works again. */
const AT_ONCE = 4;
/** An answer that takes longer than this is slow. */
const SLOW_MS = 2_000;

/**
 * Sends due deliveries of a webhook, a few at once, and records each outcome. Safe to run twice at once, since a lease gives each
 * try to one worker. A worker that dies between the sending and its record leaves the delivery to another one, which
 * sends it again with the same id: receivers get an event at least once. A round without due deliveries sets when the next one
 * is due.
 * @source docs/webhooks.md#retries
 */
export async function deliverRound(deps: DeliverDeps, key: WebhookKey): Promise<DeliveredRound> {
  const round = await claimRound(deps, key);
  if (round === null) return { tried: 0, isTroubled: false };
  reach("delivery.claimed");
  const troubles = await Promise.all(round.claimed.map((each) => deliver(deps, round, each)));
  return { tried: round.claimed.length, isTroubled: troubles.includes(true) };
}

interface Round {
  readonly key: WebhookKey;
  readonly webhook: WebhookRow;
  readonly now: Date;
  readonly claimed: readonly ClaimedDelivery[];
}

/** @returns `null` if nothing is due */
async function claimRound({ homes, ledger, webhooks }: DeliverDeps, key: WebhookKey): Promise<Round | null> {
  const { orgId } = key;
  const found = await inOrganization(homes.organizations, orgId, async (tx) => {
    const webhook = await lockWebhook(tx, key);
    if (webhook === null) return null;
    const now = await timeOf(tx, webhooks.now);
    const atOnce = webhook.failingSince === null ? AT_ONCE : 1;
    const claimed =
      webhook.offReason === null ? await claimDeliveries(tx, key, { now, leaseMs: LEASE_MS, atOnce }) : [];
    if (claimed.length > 0) return { key, webhook, now, claimed, dueAt: null };
    await deleteOldDeliveries(tx, key, now);
    const dueAt = await nextWebhookWork(tx, key);
    await setDue(tx, { orgId, kind: "deliver_webhook", refId: key.id, onTestClock: false, dueAt });
    return { key, webhook, now, claimed, dueAt };
  });
  if (found === null) return null;
  if (found.dueAt !== null) ledger.announce({ orgIds: [orgId], dueAt: found.dueAt });
  return found.claimed.length === 0 ? null : found;
}

/** @returns whether the try failed or was slow */
async function deliver(deps: DeliverDeps, round: Round, delivery: ClaimedDelivery): Promise<boolean> {
  const { webhooks } = deps;
  const { webhook, now } = round;
  const message = { id: webhookIdOf(delivery.noticeId), at: now.getTime(), body: delivery.body };
  const headers = signedHeaders(message, secretsOf(webhooks.sealer, webhook, now));
  const startedAt = performance.now();
  const outcome = await webhooks.post({ url: webhook.url, headers, body: delivery.body });
  const latencyMs = Math.round(performance.now() - startedAt);
  reach("delivery.sent");
  const { answer, retryAfter } = outcome.status === null ? NO_ANSWER : outcome;
  const { status, problem } = outcome;
  const isDelivered = await record(deps, round, delivery, { latencyMs, status, problem, answer, retryAfter });
  reach("delivery.recorded");
  webhooks.onOutcome?.(isDelivered ? "delivered" : (outcome.problem ?? "wrong_status"));
  return !isDelivered || latencyMs > SLOW_MS;
}

const NO_ANSWER = { answer: null, retryAfter: undefined };

/** The secrets that sign: the present one and, for a day after a rotation, the earlier one. */
function secretsOf(sealer: Sealer, { secret, earlierSecret, earlierUntil }: WebhookRow, now: Date): string[] {
  const isRotating = earlierSecret !== null && earlierUntil !== null && now < earlierUntil;
  return [secret, ...(isRotating ? [earlierSecret] : [])].map((sealed) => sealer.open(sealed));
}

/** The outcome of a try, as the database keeps it. */
interface Result extends LoggedOutcome {
  readonly retryAfter: string | undefined;
}

/**
 * Records the outcome of a try, and what follows from it. A webhook is switched off under the lock of the organization, which
 * comes before that of the webhook; the usual outcome needs only the latter.
 * @returns whether the receiver acknowledged it
 */
async function record(deps: DeliverDeps, round: Round, claimed: ClaimedDelivery, result: Result): Promise<boolean> {
  const { organizations } = deps.homes;
  const { orgId } = round.key;
  const recorded = await inOrganization(organizations, orgId, (tx) => recordIn(tx, deps, round, claimed, result, null));
  if (recorded !== "switches_off") return recorded;
  const last = await inOrganization(organizations, orgId, async (tx) =>
    recordIn(tx, deps, round, claimed, result, await lockOrganization(tx, orgId)),
  );
  deps.ledger.announce({ orgIds: [orgId], dueAt: null });
  return last === true;
}

async function recordIn(
  tx: OrganizationsTx,
  { webhooks }: DeliverDeps,
  { key }: Round,
  claimed: ClaimedDelivery,
  result: Result,
  organization: LockedOrganization | null,
): Promise<boolean | "switches_off"> {
  const { orgId } = key;
  const webhook = await lockWebhook(tx, key);
  const delivery = await findDelivery(tx, { orgId, id: claimed.id });
  const now = await timeOf(tx, webhooks.now);
  const at = now.getTime();
  const before = { tries: delivery?.tries ?? 0, failingSince: webhook?.failingSince?.getTime() ?? null };
  const outcome = { at, status: result.status, askedPauseMs: askedPause(result.retryAfter, at) };
  const next = afterAttempt(before, outcome, (webhooks.random ?? Math.random)());
  const isDelivered = next.state === "delivered";
  // The webhook was removed meanwhile.
  if (webhook === null || delivery === null) return isDelivered;
  // A failure that comes late changes nothing: the delivery was tried again, or ended, meanwhile.
  const isLate = delivery.attempts !== claimed.attempt || delivery.state !== "waiting";
  const off = isLate || webhook.offReason !== null ? null : next.off;
  if (off !== null && organization === null) return "switches_off";
  await logOutcome(tx, orgId, claimed, result);
  if (isLate && !isDelivered) return false;
  if (delivery.state !== "delivered") await settleDelivery(tx, { orgId, id: claimed.id }, next, now);
  const failingSince = next.failingSince === null ? null : new Date(next.failingSince);
  await changeWebhook(tx, key, { failingSince, ...(isDelivered && { deliveredAt: now }) });
  if (off !== null && organization !== null) {
    await switchWebhookOff(tx, key, { reason: off, at: now });
    await writeNotice(tx, organization, disabled(webhook, off, failingSince ?? now));
    webhooks.onSwitchedOff?.(off);
  }
  return isDelivered;
}

function disabled({ id, url }: WebhookRow, reason: "failing" | "gone", failingSince: Date): EventContent {
  const data = { webhook: `webhook_${id}`, url, reason, failingSince: failingSince.toISOString() };
  return { kind: "webhook.disabled", data };
}

async function timeOf(tx: OrganizationsTx, now: (() => number) | undefined): Promise<Date> {
  if (now !== undefined) return new Date(now());
  const [row] = await tx.query<[{ now: Date }]>("SELECT date_trunc('milliseconds', clock_timestamp()) AS now");
  return row.now;
}

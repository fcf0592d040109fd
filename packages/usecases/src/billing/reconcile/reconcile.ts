import {
  beginReconciliation,
  endReconciliation,
  type FindingJson,
  noteProgress,
  type ReconciliationRow,
} from "@scrip/db/billing";
import { inPlatform } from "@scrip/db/connection";
import { FOUND } from "@scrip/domain/billing/reconciliation";
import type { Instant } from "@scrip/domain/ledger";
import { type AttemptDeps, requireGateway } from "../attempts/attempt-deps.ts";
import { checkPayment, type PaymentLine } from "./check-payment.ts";
import { takeMissedEvents } from "./missed-events.ts";

/** A run without progress for so long was interrupted, and another one goes on with it. */
const PATIENCE_MS = 120_000;

/** Payments after which a run notes how far it is. */
const STRIDE = 50;

/** What a run compares. */
export interface ReconcileTerms {
  readonly why: ReconciliationRow["why"];
  /** Of the gateway's time. */
  readonly since: Instant;
}

/** How a caller follows a run. */
export interface ReconcileReport {
  readonly onLine?: (line: PaymentLine) => void;
  /** Stops after the payment in hand; the next run goes on from there. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Compares every payment that the gateway took since an instant with the books, books what is missing, and takes events
 * into the inbox that never arrived. It charges nothing. Safe to repeat and to run twice at once; an interrupted run goes
 * on where it stopped.
 * @returns whether it ran to the end
 * @throws GatewayError if the gateway does not answer; what was booked stays booked
 * @throws RefusedError `payment_unavailable`
 * @source docs/rules.md#reconciliation
 */
export async function reconcile(
  deps: AttemptDeps,
  terms: ReconcileTerms,
  { onLine, signal }: ReconcileReport = {},
): Promise<boolean> {
  const gateway = requireGateway(deps);
  const { platform } = deps.homes;
  const { why } = terms;
  const run = await inPlatform(platform, (tx) =>
    beginReconciliation(tx, { why, since: new Date(terms.since) }, PATIENCE_MS),
  );
  const since = run.since.getTime();
  // A run that goes on skips what it has seen.
  const until = run.position < run.beganAt ? run.position.getTime() : null;
  let tally = emptyTally(run.position.getTime());
  for await (const payment of gateway.payments.succeeded(since, until)) {
    if (signal?.aborted === true) break;
    const line = await checkPayment(deps, payment, false);
    onLine?.(line);
    tally = counted(tally, line);
    if (tally.payments < STRIDE) continue;
    await noteProgress(platform, run.id, tally);
    tally = emptyTally(tally.position);
  }
  const events = signal?.aborted === true ? 0 : await takeMissedEvents(deps, gateway, since);
  await noteProgress(platform, run.id, { ...tally, events });
  if (signal?.aborted === true) return false;
  await inPlatform(platform, (tx) => endReconciliation(tx, run.id));
  return true;
}

/**
 * Says what a run would do, and does nothing.
 * @throws GatewayError, RefusedError as `reconcile`
 */
export async function reconcileDry(
  deps: AttemptDeps,
  { since }: Pick<ReconcileTerms, "since">,
  onLine: (line: PaymentLine) => void,
): Promise<void> {
  for await (const payment of requireGateway(deps).payments.succeeded(since, null))
    onLine(await checkPayment(deps, payment, true));
}

/** What a run did since it last noted how far it is. */
interface Tally {
  readonly position: Instant;
  readonly payments: number;
  readonly booked: number;
  readonly events: number;
  readonly findings: readonly FindingJson[];
}

const emptyTally = (position: Instant): Tally => ({ position, payments: 0, booked: 0, events: 0, findings: [] });

function counted(tally: Tally, { payment, found, orgId, attemptId }: PaymentLine): Tally {
  const { id, gross, paidAt, begunAt } = payment;
  const isBooked = found === "booked" || found === "rebuilt";
  const finding = { payment: id, what: found, org: orgId, attempt: attemptId, gross: `${gross}`, paidAt };
  return {
    position: Math.min(tally.position, begunAt),
    payments: tally.payments + 1,
    booked: tally.booked + (isBooked ? 1 : 0),
    events: 0,
    findings: FOUND[found].needsLook ? [...tally.findings, finding] : tally.findings,
  };
}

import type { Report } from "./finding.ts";
import { minimumDue } from "./metered/check-months.ts";
import { paymentDue } from "./payments/wanted-due.ts";
import { planDue } from "./plans/wanted-due.ts";
import type { Accounts } from "./replay/accounts.ts";
import type { DueRow, Snapshot } from "./rows.ts";
import { storageDue } from "./storage/check-storage.ts";
import { topUpDue } from "./top-ups/check-top-ups.ts";

/** How long a due grant is held back if a limit leaves no room for it: a day. */
const HELD_BACK_MS = 86_400_000;

/** Notices and deliveries go out in real time, whatever the time of their organization. */
const IN_REAL_TIME: readonly string[] = ["send_notice", "deliver_webhook"];

/** Failed tries after which work is parked. */
const MOST_TRIES = 5;

/** The row of due work that must exist, and the times at which it may fall due. */
interface Wanted {
  readonly from: number;
  readonly to: number;
  /** The row may be gone, since the work can be done by now. */
  readonly mayBeDone: boolean;
}

/**
 * L29: everything that falls due has one row of due work, at its time and on the organization's clock. The issue of a
 * pending grant is due at its start, or later by at most a day from now if a limit holds it back. The expiry of a grant
 * is due at its end, and the end of a silent hold at the hold's time or before, since that row moves only when it is
 * looked at. A running endpoint with units is charged again an interval after the end of its charged time. The renewal of a subscription is due at the end of its period, a payment when it is tried next, and credit at
 * the start of its month, or later by at most a day from now. A payment without an outcome has a row. Automatic top-up has
 * a row while it is asked or rests. A meter of storage books at a midnight, and
 * an open minimum at the end of its month. A notice
 * has a row until it is sent, and a webhook has one while it has deliveries. A row without its grant or hold, or one that is
 * parked without failed tries, is reported too. The copy of an organization that is arriving has no due work yet.
 */
export function checkDue(accounts: Pick<Accounts, "grants" | "holds">, snapshot: Snapshot, report: Report): void {
  const wanted = wantedDue(accounts, snapshot);
  const found = new Map<string, DueRow>();
  for (const row of snapshot.due) {
    const key = `${row.kind} ${row.refId}`;
    const rows = [`due work ${key}`];
    if (found.has(key)) report("L29", rows, "the work has two rows");
    found.set(key, row);
    checkTries(row, rows, report);
    const isOnTestClock = !IN_REAL_TIME.includes(row.kind) && snapshot.head.clockAt !== null;
    if (row.onTestClock !== isOnTestClock)
      report("L29", rows, `it is on ${row.onTestClock ? "a test clock" : "PostgreSQL's clock"}, and must not be`);
    const expected = wanted.get(key);
    if (expected === undefined) report("L29", rows, "nothing that is open falls due by this row");
    else if (!(row.dueAt >= expected.from && row.dueAt <= expected.to))
      report("L29", rows, `it is due at ${shown(row.dueAt)}; it falls due at ${shown(expected.to)}`);
  }
  for (const [key, { to, mayBeDone }] of wanted)
    if (!mayBeDone && !found.has(key) && !snapshot.head.isArriving)
      report("L29", [`due work ${key}`], `it falls due at ${shown(to)}, but has no row`);
}

function wantedDue({ grants, holds }: Pick<Accounts, "grants" | "holds">, snapshot: Snapshot): Map<string, Wanted> {
  const { scheduled, head, plans, payments, topUps, endpoints, settleEveryMs } = snapshot;
  const wanted = new Map<string, Wanted>();
  for (const { id, issued, cancelled, effectiveAt } of scheduled)
    if (!issued && !cancelled) {
      const to = effectiveAt > head.now ? effectiveAt : head.now + HELD_BACK_MS;
      wanted.set(`issue_grant ${id}`, { from: effectiveAt, to, mayBeDone: false });
    }
  for (const { row } of grants.values())
    if (row.expiresAt !== null) {
      const mayBeDone = row.avail === 0n && row.expiresAt <= head.now;
      wanted.set(`expire_grant ${row.id}`, { from: row.expiresAt, to: row.expiresAt, mayBeDone });
    }
  for (const { row } of holds.values())
    if (row.state === "open" && row.silentAt !== null)
      wanted.set(`expire_hold ${row.id}`, { from: Number.NEGATIVE_INFINITY, to: row.silentAt, mayBeDone: false });
  for (const { id, state, unitsMilli, settledAt, catalogVersion } of endpoints)
    if (state === "running" && unitsMilli > 0) {
      const dueAt = settledAt + (settleEveryMs.get(catalogVersion) ?? Number.NaN);
      wanted.set(`settle_endpoint ${id}`, { from: dueAt, to: dueAt, mayBeDone: false });
    }
  for (const { kind, refId, dueAt, mayBeHeldBack } of planDue(plans)) {
    const to = mayBeHeldBack && dueAt <= head.now ? head.now + HELD_BACK_MS : dueAt;
    wanted.set(`${kind} ${refId}`, { from: dueAt, to, mayBeDone: false });
  }
  for (const { kind, refId, mayBeDone } of paymentDue(head.orgId, payments, plans))
    wanted.set(`${kind} ${refId}`, { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY, mayBeDone });
  // It looks when the rules of notices say so, which are no part of the books.
  wanted.set(`review_alerts ${head.orgId}`, {
    from: Number.NEGATIVE_INFINITY,
    to: Number.POSITIVE_INFINITY,
    mayBeDone: true,
  });
  for (const id of plans.notices)
    wanted.set(`send_notice ${id}`, { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY, mayBeDone: false });
  for (const id of snapshot.webhooks)
    wanted.set(`deliver_webhook ${id}`, {
      from: Number.NEGATIVE_INFINITY,
      to: Number.POSITIVE_INFINITY,
      mayBeDone: false,
    });
  for (const { refId, dueAt } of storageDue(snapshot))
    wanted.set(`settle_storage ${refId}`, { from: dueAt, to: dueAt, mayBeDone: false });
  for (const { refId, dueAt } of minimumDue(snapshot))
    wanted.set(`settle_minimum ${refId}`, { from: dueAt, to: dueAt, mayBeDone: false });
  const topUp = topUpDue(topUps);
  if (topUp !== null) wanted.set(`start_topup ${head.orgId}`, { from: Number.NEGATIVE_INFINITY, ...topUp });
  return wanted;
}

function checkTries({ tries, hasProblem, isParked }: DueRow, rows: readonly string[], report: Report): void {
  if (tries < 0) report("L29", rows, `it has ${tries} failed tries`);
  if (isParked && tries < MOST_TRIES)
    report("L29", rows, `it is parked after ${tries} failed tries; ${MOST_TRIES} park it`);
  if (!isParked && tries >= MOST_TRIES) report("L29", rows, `it has ${tries} failed tries and is not parked`);
  if (isParked && !hasProblem) report("L29", rows, "it is parked without a problem");
}

function shown(at: number): string {
  return Number.isFinite(at) ? new Date(at).toISOString() : String(at);
}

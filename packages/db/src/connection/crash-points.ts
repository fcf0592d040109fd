/**
 * Moments between two steps of the ledger. A process that ends at one of them, as by `kill -9`, loses no acknowledged
 * command and runs none twice; a test ends a process at each. At `…_sent` the statement is on its way to the server,
 * without an answer. At `transaction.before_commit` all rows are on their way, without a COMMIT behind them.
 * @source docs/rules.md#crash-points
 */
export const CRASH_POINTS = [
  "transaction.begun",
  "batch.load_sent",
  "batch.loaded",
  "batch.decided",
  "transaction.before_commit",
  "transaction.commit_sent",
  "transaction.committed",
  "batch.answered",
  "announce.before",
  "announce.after",
  "clock.stepped",
  "clock.ran",
  "clock.announced",
  "due.read",
  "due.ran",
  "due.try_counted",
  "due.operators_alerted",
  "due.swept",
  "organization.claimed",
  "organization.made",
  "organization.finished",
  "organization.marked",
  "key.claimed",
  "key.made",
  "key.marked",
  "key.limit_claimed",
  "key.limited",
  "key.limit_marked",
  "staff_act.claimed",
  "staff_act.acted",
  "staff_act.marked",
  "taken_back.refunded",
  "taken_back.booked",
  "case.refunded",
  "case.decided",
  "invitation.claimed",
  "invitation.made",
  "invitation.marked",
  "invitation.end_claimed",
  "invitation.ended",
  "member.claimed",
  "member.written",
  "member.marked",
  "member.end_claimed",
  "member.ended",
  "owner.claimed",
  "owner.changed",
  "name.claimed",
  "name.written",
  "signup.claimed",
  "signup.granted",
  "erasure.claimed",
  "erasure.left",
  "erasure.unlogged",
  "erasure.done",
  "plan.caught_up",
  "plan.paid",
  "plan.started",
  "plan.renewed",
  "plan.charged",
  "plan.booked",
  "contract.started",
  "contract.ended",
  "notice.queued",
  "mail.claimed",
  "mail.sent",
  "mail.ended",
  "delivery.claimed",
  "delivery.sent",
  "delivery.recorded",
  "webhook.after_inbox",
  "code.tried",
  "code.claimed",
  "code.acted",
  "code.marked",
  "attempt.made",
  "attempt.page_opened",
  "topup.pre_rpc",
  "topup.post_rpc",
  "payment.claimed",
  "attempt.booked",
  "event.booked",
  "document.claimed",
  "document.written",
  "document.marked",
  "document.printed",
  "move.claimed",
  "move.compared",
  "move.locked",
  "move.copied",
  "move.left",
  "move.arrived",
  "move.registered",
  "move.cleared",
  "back.stopped",
  "back.copied",
  "back.opened",
  "back.registered",
  "cell.departed",
  "cell.raised",
] as const;

export type CrashPoint = (typeof CRASH_POINTS)[number];

/** Where a process ends: at a point, when it reaches the point for the nth time. */
export interface CrashAt {
  readonly point: CrashPoint;
  readonly nth: number;
}

/** Only `crashAt` sets it, and a process in production refuses to start with a crash point. */
let hook: ((point: CrashPoint) => void) | null = null;

/** Marks that the process has reached a point. Does nothing outside crash tests. */
export function reach(point: CrashPoint): void {
  hook?.(point);
}

/** Parses a text such as `batch.decided:3`. @returns `null` for anything else */
export function parseCrashAt(text: string): CrashAt | null {
  const [name, count, ...rest] = text.split(":");
  const point = CRASH_POINTS.find((each) => each === name);
  const isCount = count !== undefined && /^[1-9]\d{0,5}$/.test(count);
  return point === undefined || !isCount || rest.length > 0 ? null : { point, nth: Number(count) };
}

/** For tests: ends this process as `kill -9` does. */
export function crashAt({ point: wanted, nth }: CrashAt): void {
  let left = nth;
  hook = (point) => {
    if (point !== wanted) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, "SIGKILL");
  };
}

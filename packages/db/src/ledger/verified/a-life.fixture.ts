import { DAY, History, HOUR, MINUTE } from "./history.fixture.ts";

const GPU = "gpu.h100-80gb";
const LABELS = { project: null, member: null };

/** A service key with a ceiling: it places the hold and makes the second debt. */
export const KEY = "00000000-0000-7000-8000-00000000aaaa";
export const BY_KEY = {
  actor: { type: "service_key", id: KEY },
  budgets: [{ scope: "key", ref: KEY, period: "day", cap: 9_000_000n, mode: "hard", version: 1 }],
} as const;

/** The rows' ids in `aLife`, by their part in it. */
export interface Life {
  readonly history: History;
  readonly promotional: string;
  readonly purchase: string;
  readonly hold: string;
  readonly job: string;
  readonly firstDebt: string;
  readonly secondDebt: string;
}

/**
 * Builds a history with every kind of event: credit that lapses while it is held, a hold settled in part and
 * released late, both counted by a budget, a job of two epochs that goes beyond its hold, two debts, and credit that pays them.
 */
export function aLife(history = new History()): Life {
  const issue = (amount: bigint, days: number | null, source: "signup" | "purchase" | "plan") =>
    history.must({
      kind: "issueGrant",
      source,
      grantKind: source === "purchase" ? "paid" : "promotional",
      amount,
      effectiveAt: null,
      expiresAt: days === null ? null : history.now + days * DAY,
      businessKey: history.id(),
    });
  const charge = (amount: bigint) =>
    history.must({ kind: "charge", amount, onShortfall: "owe", resource: null, ...LABELS, ...BY_KEY });

  const promotional = issue(5_000_000n, 30, "signup");
  const purchase = issue(10_000_000n, null, "purchase");
  history.must({
    kind: "issueGrant",
    source: "plan",
    grantKind: "promotional",
    amount: 1_000_000n,
    effectiveAt: history.now + DAY,
    expiresAt: history.now + 40 * DAY,
    businessKey: "plan:1",
  });
  const hold = history.must({ kind: "placeHold", amount: 2_000_000n, ttlMs: null, ...BY_KEY });
  history.pass(HOUR).must({ kind: "settleHold", holdId: hold, amount: 500_000n, close: false, resource: null });
  history.pass(DAY).submit({ kind: "issueScheduled", grantId: [...history.scheduled.keys()][0] ?? "" });
  // The first credit lapses a minute after the end of the job's first epoch.
  const job = history.pass(29 * DAY - 2 * HOUR - MINUTE).must({
    kind: "startJob",
    ref: "run-1",
    resource: GPU,
    work: "training",
    mode: "epochs",
    unitsMilli: 1500,
    estimateMs: null,
    next: { untilMs: HOUR },
    ...LABELS,
  });
  history.pass(HOUR).must({ kind: "settleEpoch", ref: "run-1", quantityMs: HOUR, next: { untilMs: 2 * HOUR } });
  history.pass(MINUTE).must({ kind: "releaseHold", holdId: hold, amount: 1_000_000n });
  history.pass(80 * MINUTE).must({ kind: "settleEpoch", ref: "run-1", quantityMs: 141 * MINUTE, next: null });
  const firstDebt = [...history.debts.keys()][0] ?? "";
  const secondDebt = charge(3_000_000n);
  history.pass(MINUTE);
  const owed = (id: string) => history.debts.get(id)?.open ?? 0n;
  issue(owed(firstDebt) - 1n, null, "purchase");
  issue(1_000_000n, null, "purchase");
  return { history, promotional, purchase, hold, job, firstDebt, secondDebt };
}

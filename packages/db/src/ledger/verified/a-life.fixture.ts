import { DAY, History, HOUR, MINUTE } from "./history.fixture.ts";

const GPU = "gpu.h100-80gb";
const LABELS = { project: null, member: null };

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
 * released late, a job of two epochs that goes beyond its hold, two debts, and credit that pays them.
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
    history.must({ kind: "charge", amount, onShortfall: "owe", resource: null, ...LABELS });

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
  const hold = history.must({ kind: "placeHold", amount: 2_000_000n, ttlMs: null });
  history.pass(HOUR).must({ kind: "settleHold", holdId: hold, amount: 500_000n, close: false, resource: null });
  history.pass(DAY).submit({ kind: "issueScheduled", grantId: [...history.scheduled.keys()][0] ?? "" });
  const job = history.must({
    kind: "startJob",
    ref: "run-1",
    resource: GPU,
    work: "training",
    mode: "epochs",
    unitsMilli: 1000,
    estimateMs: null,
    next: { untilMs: HOUR },
    ...LABELS,
  });
  history.pass(HOUR).must({ kind: "settleEpoch", ref: "run-1", quantityMs: HOUR, next: { untilMs: 2 * HOUR } });
  history.pass(30 * DAY).must({ kind: "releaseHold", holdId: hold, amount: 1_000_000n });
  history.pass(MINUTE).must({ kind: "settleEpoch", ref: "run-1", quantityMs: 30 * HOUR, next: null });
  const firstDebt = [...history.debts.keys()][0] ?? "";
  const secondDebt = charge(3_000_000n);
  history.pass(MINUTE);
  const owed = (id: string) => history.debts.get(id)?.open ?? 0n;
  issue(owed(firstDebt) - 1n, null, "purchase");
  issue(1_000_000n, null, "purchase");
  return { history, promotional, purchase, hold, job, firstDebt, secondDebt };
}

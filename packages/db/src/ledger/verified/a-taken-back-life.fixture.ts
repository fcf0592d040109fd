import { DAY, History } from "./history.fixture.ts";

const LABELS = { resource: null, project: null, member: null };

/**
 * A grant of 20 until day 30: 2 are used, 12 are on two holds. All of it is taken back: 6 are revoked and 12 stay on
 * hold. One hold spends 4 of its 5, which are owed, and releases 1. The other ends after the grant and releases 7.
 * A part is forgiven, and the dispute over 15 is won.
 */
export function aTakenBackLife(history = new History()) {
  const issue = (days: number | null, amount = 20n) =>
    history.must({
      kind: "issueGrant",
      source: "purchase",
      grantKind: "paid",
      amount,
      effectiveAt: null,
      expiresAt: days === null ? null : history.now + days * DAY,
      businessKey: history.id(),
    });
  const grant = issue(30);
  history.must({ kind: "charge", amount: 2n, onShortfall: "owe", ...LABELS });
  const spending = history.must({ kind: "placeHold", amount: 5n, ttlMs: null });
  const releasing = history.must({ kind: "placeHold", amount: 7n, ttlMs: null });
  history.must({ kind: "revokeGrant", grantId: grant, amount: 17n });
  history.must({ kind: "revokeGrant", grantId: grant, amount: 3n });
  history.must({ kind: "settleHold", holdId: spending, amount: 4n, close: true, resource: null });
  history.pass(40 * DAY).must({ kind: "voidHold", holdId: releasing });
  const debts = [...history.debts.keys()];
  history.must({ kind: "forgiveDebt", debtId: debts[0] ?? "", amount: 1n });
  const payer = issue(null, 3n);
  history.must({ kind: "reinstateGrant", grantId: grant, amount: 19n });
  return { history, grant, payer, debts, spending, releasing };
}

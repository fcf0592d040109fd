import { openAttempts, type PaymentAttemptRow } from "@scrip/db/billing";
import { inOrganization } from "@scrip/db/connection";
import { type PurchaseState, purchaseState } from "@scrip/domain/billing/purchases";
import type { Instant } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import type { AttemptDeps } from "../attempts/attempt-deps.ts";

/** A payment as the member sees it. Amounts are micro-USD in whole cents. */
export interface PurchaseView {
  readonly attempt: string;
  readonly purpose: PaymentAttemptRow["purpose"];
  readonly state: PurchaseState;
  readonly net: Micros;
  readonly tax: Micros;
  readonly gross: Micros;
  readonly bonus: Micros | null;
  /** The page where it is paid, while it is open. */
  readonly url: string | null;
  /** Why nothing was paid; `null` in any other state. */
  readonly why: string | null;
  /** In words: `"Visa ending in 4242"`. */
  readonly paidWith: string | null;
  readonly grant: string | null;
  readonly createdAt: Instant;
}

/** An attempt as the member sees it. */
export function purchaseView(attempt: PaymentAttemptRow): PurchaseView {
  const { id, purpose, net, tax, gross, bonus, pageUrl, why, paidWith, grantId, createdAt } = attempt;
  const state = purchaseState(attempt.state);
  return {
    attempt: id,
    purpose,
    state,
    net,
    tax,
    gross,
    bonus,
    url: state === "open" ? pageUrl : null,
    why: state === "failed" ? why : null,
    paidWith,
    grant: grantId,
    createdAt: createdAt.getTime(),
  };
}

/** The payments of an organization that have no outcome yet, the oldest first. */
export function listOpenPurchases(
  { homes }: Pick<AttemptDeps, "homes">,
  orgId: string,
): Promise<readonly PurchaseView[]> {
  return inOrganization(homes.organizations, orgId, async (tx) => (await openAttempts(tx, orgId)).map(purchaseView));
}

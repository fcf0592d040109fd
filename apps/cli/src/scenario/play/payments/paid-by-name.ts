import type { PaymentAttemptRow } from "@scrip/db/billing";
import { StepRefused } from "../../outcome/outcome.ts";

/** A grant of an operator, of which money was taken back. Micro-USD. */
export interface GrantTaken {
  readonly grant: string;
  /** What was not taken back yet. */
  left: bigint;
  /** What an open dispute took. */
  disputed: bigint;
}

/** The payments of one organization by the names that a scenario gives them. */
export class PaidByName {
  readonly #purchases = new Map<string, string>();
  /** Of a subscription: how many payments for plans were made before it. */
  readonly #subscriptions = new Map<string, number>();
  readonly #disputes = new Map<string, string>();
  readonly #grants = new Map<string, GrantTaken>();

  /** @param attempt the attempt of a purchase */
  namePurchase(name: string, attempt: string): void {
    this.#purchases.set(name, attempt);
  }

  /** @param attempts those before the subscription begins */
  nameSubscription(name: string, attempts: readonly PaymentAttemptRow[]): void {
    this.#subscriptions.set(name, ofPlans(attempts).length);
  }

  /** @param name the business key of a grant; the first grant keeps it */
  nameGrant(name: string, grant: string, amount: bigint): void {
    if (!this.#grants.has(name)) this.#grants.set(name, { grant, left: amount, disputed: 0n });
  }

  /** The grant with this business key. @throws StepRefused if it was not made */
  grantOf(name: string): GrantTaken {
    const grant = this.#grants.get(name);
    if (grant === undefined) throw new StepRefused("grant_not_found");
    return grant;
  }

  nameDispute(name: string, dispute: string): void {
    this.#disputes.set(name, dispute);
  }

  /** The open dispute of a payment. @throws StepRefused if there is none */
  disputeOf(name: string): string {
    const dispute = this.#disputes.get(name);
    if (dispute === undefined) throw new StepRefused("dispute_not_found");
    return dispute;
  }

  /** Whether the name is that of a payment by card. */
  isPayment(name: string): boolean {
    return this.#purchases.has(name) || this.#subscriptions.has(subscriptionIn(name));
  }

  /**
   * The payment with this name: a purchase, or `ID#n` for the n-th payment of a subscription.
   * @throws StepRefused if the payment was not made
   */
  find(name: string, attempts: readonly PaymentAttemptRow[]): PaymentAttemptRow {
    const purchase = this.#purchases.get(name);
    const before = this.#subscriptions.get(subscriptionIn(name)) ?? 0;
    const found =
      purchase === undefined ? ofPlans(attempts)[before + nthIn(name) - 1] : attempts.find(({ id }) => id === purchase);
    if (found === undefined) throw new StepRefused("payment_not_found");
    return found;
  }
}

const NTH = /^(.+)#([1-9][0-9]*)$/;

const subscriptionIn = (name: string): string => NTH.exec(name)?.[1] ?? name;
const nthIn = (name: string): number => Number(NTH.exec(name)?.[2] ?? 1);

/** The payments for plans that succeeded. */
function ofPlans(attempts: readonly PaymentAttemptRow[]): readonly PaymentAttemptRow[] {
  return attempts.filter(({ purpose, state }) => purpose === "subscription" && state === "succeeded");
}

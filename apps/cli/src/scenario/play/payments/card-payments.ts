import { PaymentAttemptEntity, type PaymentAttemptRow } from "@scrip/db/billing";
import { inOrganization } from "@scrip/db/connection";
import type { TopUpSettings } from "@scrip/domain/billing/top-up";
import { CENT, type Micros } from "@scrip/domain/money";
import { ensureAccount } from "@scrip/usecases/billing/account/ensure-account";
import type { AttemptDeps } from "@scrip/usecases/billing/attempts/attempt-deps";
import { keepClock } from "@scrip/usecases/billing/attempts/keep-clock";
import { lookUpAttempt } from "@scrip/usecases/billing/attempts/look-up-attempt";
import { refreshMethods } from "@scrip/usecases/billing/methods/refresh-methods";
import { abandonPayment } from "@scrip/usecases/billing/plans/abandon-payment";
import { cancelPurchase, followPurchase } from "@scrip/usecases/billing/purchases/follow-purchase";
import { startPurchase } from "@scrip/usecases/billing/purchases/start-purchase";
import { bookMoneyTaken } from "@scrip/usecases/billing/taken-back/book-money-taken";
import { setTopUp } from "@scrip/usecases/billing/top-up/set-top-up";
import { viewTopUp } from "@scrip/usecases/billing/top-up/view-top-up";
import { type Caller, FROM_WITHIN } from "@scrip/usecases/deps";
import type { PlanDeps } from "@scrip/usecases/plans/plan-deps";
import { subscribe } from "@scrip/usecases/plans/subscribe";
import { StepRefused } from "../../outcome/outcome.ts";
import { type StripeDesk, StripeRefused } from "./stripe-desk.ts";

/** The test card that pays. */
const GOOD_CARD = "4242424242424242";

/** Where the pages of the gateway lead back. Nobody goes there. */
const ORIGIN = "https://scenario.example";

/** A plan that is wanted. */
interface PlanWanted {
  readonly plan: string;
  readonly interval: "month" | "year";
  readonly idempotencyKey: string;
}

/**
 * The payments of one organization, as its people make them: on the pages of the gateway, with test cards. What they pay
 * is booked as on their way back from the page.
 */
export class CardPayments {
  readonly #deps: AttemptDeps & PlanDeps;
  readonly #desk: StripeDesk;
  readonly #orgId: string;
  readonly #caller: Caller;
  /** The card that the organization pays with. */
  #card = GOOD_CARD;

  constructor(deps: AttemptDeps & PlanDeps, desk: StripeDesk, orgId: string) {
    this.#deps = deps;
    this.#desk = desk;
    this.#orgId = orgId;
    this.#caller = { orgId, actor: { type: "system", id: null }, from: FROM_WITHIN };
  }

  /** Makes a card the default one. @throws StepRefused `payment_failed` if the bank declines it at once */
  async useCard(card: string): Promise<void> {
    const { customer } = await ensureAccount(this.#deps, this.#orgId);
    await keepClock(this.#deps, this.#orgId);
    await declinable(() => this.#desk.save(customer, card));
    await refreshMethods(this.#deps, this.#orgId);
    this.#card = card;
  }

  /** Sets automatic top-up. What is not named stays as it is. @throws RefusedError */
  async setTopUp(wanted: TopUpWanted): Promise<void> {
    const deps = this.#deps;
    const { settings } = await viewTopUp({ ...deps, pages: deps.homes.organizations }, this.#orgId);
    const { on, threshold, amount, target, perDay, perMonth } = wanted;
    const buys = target === undefined ? boughtBy(amount) : ({ kind: "up_to", target } as const);
    await setTopUp(deps, this.#caller, {
      isOn: on,
      threshold: threshold ?? settings.threshold,
      buys: buys ?? settings.buys,
      perDay: perDay ?? settings.perDay,
      perMonth: perMonth ?? settings.perMonth,
    });
  }

  /** Starts a plan. The card becomes the default one if it pays. @throws StepRefused `payment_failed`, RefusedError */
  async subscribe(wanted: PlanWanted, card = this.#card): Promise<void> {
    const { pending } = await subscribe(this.#deps, this.#caller, { ...wanted, way: "page", origin: ORIGIN }, "card");
    if (pending === null) return;
    try {
      await declinable(() => this.#desk.fill(pageOf(pending.url), card));
    } catch (error) {
      await abandonPayment(this.#deps, this.#caller);
      throw error;
    }
    const attempts = await this.attempts();
    const open = attempts.find(({ purpose, state }) => purpose === "subscription" && state === "submitted");
    if (open === undefined) return;
    const { attempt } = await lookUpAttempt(this.#deps, open);
    if (attempt.state !== "succeeded") throw new StepRefused("payment_failed");
    this.#card = card;
    if (attempt.method !== null) await this.#desk.makeDefault(attempt.customer, attempt.method);
    await refreshMethods(this.#deps, this.#orgId);
  }

  /** Buys credit. @returns the attempt @throws StepRefused `payment_failed`, RefusedError */
  async buy(amount: Micros, idempotencyKey: string): Promise<string> {
    const urls = () => ({ done: ORIGIN, back: ORIGIN });
    await keepClock(this.#deps, this.#orgId);
    const { attempt, url } = await startPurchase(this.#deps, this.#caller, { amount, idempotencyKey }, urls);
    try {
      await declinable(() => this.#desk.fill(pageOf(url), this.#card));
    } catch (error) {
      await cancelPurchase(this.#deps, this.#caller, attempt);
      throw error;
    }
    const { state } = await followPurchase(this.#deps, this.#orgId, attempt);
    if (state !== "paid" && state !== "pending") throw new StepRefused("payment_failed");
    await refreshMethods(this.#deps, this.#orgId);
    return attempt;
  }

  /** Pays a payment back in the dashboard. @param amount all that is left if not given @throws StepRefused */
  refund(attempt: PaymentAttemptRow, amount: Micros | undefined): Promise<void> {
    return this.#take(attempt, (payment) => this.#desk.refund(payment, centsOf(amount)));
  }

  /** The bank takes a payment back. @returns the dispute @throws StepRefused */
  async dispute(attempt: PaymentAttemptRow, amount: Micros | undefined): Promise<string> {
    let dispute = "";
    await this.#take(attempt, async (payment) => {
      dispute = await this.#desk.dispute(payment, centsOf(amount));
    });
    return dispute;
  }

  /** The bank decides. @throws StepRefused */
  closeDispute(attempt: PaymentAttemptRow, dispute: string, outcome: "won" | "lost"): Promise<void> {
    return this.#take(attempt, () => this.#desk.closeDispute(dispute, outcome));
  }

  /** Every attempt to take a payment, the oldest first. */
  attempts(): Promise<readonly PaymentAttemptRow[]> {
    const orgId = this.#orgId;
    return inOrganization(this.#deps.homes.organizations, orgId, (tx) =>
      tx.repository(PaymentAttemptEntity).find({ where: { orgId }, order: { createdAt: "ASC", id: "ASC" } }),
    );
  }

  async #take(attempt: PaymentAttemptRow, act: (payment: string) => Promise<void>): Promise<void> {
    const { paymentId } = attempt;
    if (paymentId === null) throw new StepRefused("payment_not_found");
    await keepClock(this.#deps, this.#orgId);
    try {
      await act(paymentId);
    } catch (error) {
      throw error instanceof StripeRefused ? new StepRefused(CODES[error.code] ?? "refund_too_large") : error;
    }
    await bookMoneyTaken(this.#deps, attempt, paymentId);
  }
}

/** Automatic top-up as a step names it. */
interface TopUpWanted {
  readonly on: boolean;
  readonly threshold?: Micros | undefined;
  readonly amount?: Micros | undefined;
  readonly target?: Micros | undefined;
  readonly perDay?: Micros | undefined;
  readonly perMonth?: Micros | undefined;
}

function boughtBy(amount: Micros | undefined): TopUpSettings["buys"] | null {
  return amount === undefined ? null : { kind: "amount", amount };
}

/** What Stripe refuses, in the codes of a scenario. */
const CODES: Readonly<Record<string, string>> = { charge_disputed: "payment_disputed" };

/** Runs what a bank may decline. */
async function declinable(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    throw error instanceof StripeRefused && error.isDecline ? new StepRefused("payment_failed") : error;
  }
}

/** The name of a page at the gateway. */
const pageOf = (url: string | null | undefined): string => url?.split("/").at(-1) ?? "";

const centsOf = (amount: Micros | undefined): bigint | null => (amount === undefined ? null : amount / CENT);

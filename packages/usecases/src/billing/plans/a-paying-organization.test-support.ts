import { randomUUID } from "node:crypto";
import { openAttempts, type PaymentAttemptRow } from "@scrip/db/billing";
import { inOrganization } from "@scrip/db/connection";
import type { Instant } from "@scrip/domain/ledger";
import type { Interval } from "@scrip/domain/plans/subscriptions";
import { type OpenGateway, openTestGateway } from "@scrip/payments/testing";
import { type Caller, type Deps, FROM_WITHIN } from "../../deps.ts";
import { advanceClock } from "../../due/advance-clock.ts";
import { cancelPlan, undoPlan } from "../../plans/cancel-plan.ts";
import { getPlan, type PlanView } from "../../plans/plan-view.ts";
import { changePlan, subscribe, type WayToPay } from "../../plans/subscribe.ts";
import type { Organization } from "../../testing/organization.ts";
import { ensureAccount } from "../account/ensure-account.ts";
import { lookUpAttempt } from "../attempts/look-up-attempt.ts";
import { planPaymentsOf } from "./plan-payments.ts";

/** Where browsers find the server of a test. */
export const ORIGIN = "https://credits.example.com";

/** Test cards of the local Stripe. */
export const CARDS = { good: "4242424242424242", declined: "4000000000000002", failsLater: "4000000000000341" };

/** Dependencies with a gateway on a local Stripe, which collects the price of plans. */
export async function withGateway(deps: Deps): Promise<OpenGateway & { readonly deps: Deps }> {
  const open = await openTestGateway();
  const paying = { ...deps, gateway: open.gateway };
  return { ...open, deps: { ...paying, payments: planPaymentsOf(paying) } };
}

/** A member of an organization who pays by card, and what they do on the gateway's pages. */
export class PayingMember {
  readonly orgId: string;
  private readonly deps: Deps;
  private readonly local: OpenGateway["local"];
  private readonly caller: Caller;

  constructor({ deps, local }: Pick<OpenGateway, "local"> & { deps: Deps }, { orgId }: Pick<Organization, "orgId">) {
    this.deps = deps;
    this.local = local;
    this.orgId = orgId;
    this.caller = { orgId, actor: { type: "system", id: null }, from: FROM_WITHIN };
  }

  subscribe(
    way: WayToPay = "page",
    { plan = "pro", interval = "month", key = randomUUID() }: { plan?: string; interval?: Interval; key?: string } = {},
  ): Promise<PlanView> {
    const wanted = { idempotencyKey: key, plan, interval, way, origin: ORIGIN };
    return subscribe(this.deps, this.caller, wanted, "card");
  }

  change(wanted: { plan?: string; interval?: Interval }, way: WayToPay = "saved"): Promise<PlanView> {
    return changePlan(this.deps, this.caller, { idempotencyKey: randomUUID(), ...wanted, way, origin: ORIGIN }, "card");
  }

  cancel(): Promise<PlanView> {
    return cancelPlan(this.deps, this.caller, { idempotencyKey: randomUUID() });
  }

  undo(): Promise<PlanView> {
    return undoPlan(this.deps, this.caller, { idempotencyKey: randomUUID() });
  }

  plan(): Promise<PlanView> {
    return getPlan(this.deps, this.orgId);
  }

  async advanceTo(to: Instant | string): Promise<void> {
    await advanceClock(this.deps, this.orgId, typeof to === "string" ? Date.parse(to) : to);
  }

  /** Fills the page of the pending payment. */
  async payOnPage(number = CARDS.good): Promise<void> {
    const { pending } = await this.plan();
    const session = pending?.url?.split("/").at(-1) ?? "";
    await this.local.control.submitCheckout(session, { method: cardOf(number) });
  }

  /** Comes back from the page: the attempt of the pending payment is looked up. */
  async comeBack(): Promise<void> {
    const [attempt] = await this.openAttempts();
    if (attempt !== undefined) await lookUpAttempt(this.deps, attempt);
  }

  openAttempts(): Promise<PaymentAttemptRow[]> {
    return inOrganization(this.deps.homes.organizations, this.orgId, (tx) => openAttempts(tx, this.orgId));
  }

  /** Adds a card as the default one, as the setup page does. */
  async useCard(number = CARDS.good): Promise<void> {
    const { customer } = await ensureAccount(this.deps, this.orgId);
    const call = async (path: string, params: object): Promise<{ id: string }> => {
      const { status, body } = await this.local.control.call("POST", path, params);
      if (status !== 200) throw new Error(JSON.stringify(body));
      return body as { id: string };
    };
    const { id } = await call("/v1/payment_methods", cardOf(number));
    await call(`/v1/payment_methods/${id}/attach`, { customer });
    await call(`/v1/customers/${customer}`, { invoice_settings: { default_payment_method: id } });
  }
}

function cardOf(number: string) {
  return { type: "card" as const, card: { number, exp_month: 12, exp_year: 2040, cvc: "123" } };
}

import { afterPayment } from "../flows/acts/after-payment.ts";
import { authenticate } from "../flows/acts/authenticate.ts";
import { type CheckoutEntry, submitCheckout } from "../flows/checkout/submit.ts";
import { verifyTaxId } from "../flows/customers/tax-ids.ts";
import { settleDelayed } from "../flows/payments/attempt.ts";
import { closeDispute, openDispute } from "../flows/payments/disputes.ts";
import { failRefund } from "../flows/payments/refunds.ts";
import { randomLetters } from "../protocol/ids.ts";
import { invalid } from "../protocol/stripe-error.ts";
import type { Api } from "../server/api.ts";
import type { FaultList, FaultSpec } from "../server/fault-list.ts";
import type { LoggedRequest, RequestLog } from "../server/request-log.ts";
import type { Deliverer, Delivery } from "../webhooks/deliverer.ts";
import type { WebhookSwitches } from "../webhooks/switches.ts";
import type {
  Dispute,
  PaymentIntent,
  PaymentMethod,
  PortalConfiguration,
  PortalSession,
  Refund,
  SetupIntent,
  StripeEvent,
  TaxId,
} from "../wire/objects.ts";
import type { Account } from "../world/account.ts";
import { BY_ITSELF, type World } from "../world/world.ts";

interface ControlParts {
  readonly world: World;
  readonly api: Api;
  readonly deliverer: Deliverer;
  readonly faults: FaultList;
  readonly log: RequestLog;
}

/** The test card whose owner lost it. */
const LOST_CARD = "4000000000009987";

/** A portal session with its configuration. */
export interface PortalView extends Pick<PortalSession, "customer" | "return_url" | "flow"> {
  readonly configuration: PortalConfiguration;
}

/** What happens to Stripe from outside its API: what a customer, a bank, a tax office or a bad network does. */
export class Control {
  private readonly parts: ControlParts;

  constructor(parts: ControlParts) {
    this.parts = parts;
  }

  /** Calls the API without HTTP, a key or faults. */
  call(method: string, path: string, params?: object): Promise<{ status: number; body: unknown }> {
    return this.parts.api.call(method, path, params);
  }

  /** A person submits the form of a Checkout page. @throws StripeError 402 if the card is declined */
  submitCheckout(session: string, entry: CheckoutEntry): Promise<{ authenticate: string | null }> {
    return this.change((world) => submitCheckout(world, session, entry));
  }

  /** What the page of a portal session shows; null if there is no such session. */
  portalSession(id: string): PortalView | null {
    const { world } = this.parts;
    const session = world.find("billing_portal.session", id);
    if (session === undefined) return null;
    const { customer, return_url, flow } = session;
    const configuration = world.get("billing_portal.configuration", session.configuration);
    return { customer, return_url, flow, configuration };
  }

  /** The customer authenticates a payment or a card, or fails to. @param intent the id of its intent */
  authenticate(intent: string, outcome: "pass" | "fail"): Promise<PaymentIntent | SetupIntent> {
    return this.change((world) => authenticate(world, intent, outcome));
  }

  /** The bank decides on a delayed payment now. */
  settlePayment(intent: string, outcome: "succeeds" | "fails"): Promise<PaymentIntent> {
    return this.change((world) => {
      const waiting = world.get("payment_intent", intent);
      if (waiting.status !== "processing") throw invalid(`The payment ${intent} is not processing: ${waiting.status}.`);
      const settled = settleDelayed(world, waiting, outcome);
      afterPayment(world, settled);
      return settled;
    });
  }

  /** The customer disputes a charge. @param charge its id; amount in cents */
  openDispute(charge: string, reason = "fraudulent", amount?: number): Promise<Dispute> {
    return this.change((world) => openDispute(world, world.get("charge", charge), { reason, amount }));
  }

  /** The bank decides on a dispute. */
  closeDispute(dispute: string, outcome: "won" | "lost"): Promise<Dispute> {
    return this.change((world) => closeDispute(world, world.get("dispute", dispute), outcome));
  }

  /** The bank could not carry out a refund. */
  failRefund(refund: string, reason = "lost_or_stolen_card"): Promise<Refund> {
    return this.change((world) => failRefund(world, world.get("refund", refund), reason));
  }

  /** The bank renewed a card, and the card network tells Stripe its new expiry. */
  renewCard(method: string, expMonth: number, expYear: number): Promise<PaymentMethod> {
    return this.change((world) => {
      const before = world.get("payment_method", method);
      if (before.card === undefined || before.customer === null) throw invalid(`${method} is no saved card.`);
      const card = { ...before.card, exp_month: expMonth, exp_year: expYear };
      return world.update(before, { card }, "payment_method.automatically_updated");
    });
  }

  /** The owner of a saved card reports it as lost: it declines every payment from now on. */
  loseCard(method: string): Promise<void> {
    return this.change((world) => {
      world.put({ ...world.get("local.instrument", method), number: LOST_CARD });
    });
  }

  /** The tax office answers. */
  verifyTaxId(
    taxId: string,
    status: "pending" | "unavailable" | "unverified" | "verified",
    name?: string | null,
    address?: string | null,
  ): Promise<TaxId> {
    return this.change((world) => verifyTaxId(world, world.get("tax_id", taxId), status, name, address));
  }

  /** Has a coming call fail. */
  addFault(fault: FaultSpec): void {
    this.parts.faults.add(fault);
  }

  faults(): readonly (FaultSpec & { readonly left: number })[] {
    return this.parts.faults.list();
  }

  clearFaults(): void {
    this.parts.faults.clear();
  }

  /** Lets calls go on that a fault holds. */
  releaseCalls(): void {
    this.parts.faults.release();
  }

  switches(): WebhookSwitches {
    return this.parts.deliverer.switches;
  }

  setSwitches(switches: Partial<WebhookSwitches>): void {
    this.parts.deliverer.set(switches);
  }

  /** Sends an event once more. @param endpoint the id of one endpoint; every endpoint if it is not given */
  resend(event: string, endpoint?: string): void {
    this.parts.deliverer.resend(this.parts.world.get("event", event), endpoint);
  }

  /** Sends every event to an address. @returns the signing secret, the same one if the address is known already */
  async useWebhook(url: string): Promise<string> {
    const there = this.parts.world.all("webhook_endpoint").find((endpoint) => endpoint.url === url);
    if (there?.secret !== undefined) return there.secret;
    const { body } = await this.call("POST", "/v1/webhook_endpoints", { url, enabled_events: ["*"] });
    return (body as { secret: string }).secret;
  }

  /** Gives an endpoint a new secret. The old one signs as well until it is dropped. @returns the new secret */
  async rollSecret(endpoint: string): Promise<string> {
    const secret = `whsec_${randomLetters(32)}`;
    await this.change((world) => {
      const before = world.get("webhook_endpoint", endpoint);
      this.parts.deliverer.oldSecrets.set(endpoint, before.secret === undefined ? [] : [before.secret]);
      world.put({ ...before, secret });
    });
    return secret;
  }

  dropOldSecret(endpoint: string): void {
    this.parts.deliverer.oldSecrets.delete(endpoint);
  }

  /** Waits until no webhook is on its way. Retries after failures are not waited for. */
  webhooksSettled(): Promise<void> {
    return this.parts.deliverer.settled();
  }

  /** Newest first. */
  requests(): readonly LoggedRequest[] {
    return this.parts.log.list();
  }

  /** Newest first. */
  deliveries(): readonly Delivery[] {
    return this.parts.deliverer.deliveries();
  }

  /** Oldest first. */
  events(): readonly StripeEvent[] {
    return this.parts.world.all("event");
  }

  account(): Account {
    return this.parts.world.account;
  }

  /** Sets what Stripe keeps in its dashboard: retries of invoices, days of a delayed payment. */
  setAccount(account: Partial<Account>): void {
    this.parts.world.account = { ...this.parts.world.account, ...account };
  }

  /** Has happen what is due on the server's own clock. */
  catchUp(): Promise<void> {
    return this.parts.api.catchUp();
  }

  private change<T>(run: (world: World) => T): Promise<T> {
    return this.parts.api.change(BY_ITSELF, () => run(this.parts.world));
  }
}

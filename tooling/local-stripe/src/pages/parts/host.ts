import type { MethodInput } from "../../flows/payments/new-method.ts";
import type { FaultSpec } from "../../server/fault-list.ts";
import type { LoggedRequest } from "../../server/request-log.ts";
import type { Delivery } from "../../webhooks/deliverer.ts";
import type { WebhookSwitches } from "../../webhooks/switches.ts";
import type {
  PaymentIntent,
  PortalConfiguration,
  PortalSession,
  SetupIntent,
  StripeEvent,
} from "../../wire/objects.ts";
import type { Account } from "../../world/account.ts";

/** What a person enters to pay or to save a payment method. */
export interface PaymentEntry {
  /** A new payment method, or one that the customer has saved. */
  readonly method: MethodInput | { readonly type: "saved"; readonly id: string };
  readonly email?: string;
  readonly tax_id?: { readonly type: string; readonly value: string };
}

/** A session of the Billing Portal, with its configuration in place of the id. */
export type OpenPortal = Pick<PortalSession, "customer" | "flow" | "return_url"> & {
  readonly configuration: Pick<PortalConfiguration, "features">;
};

/** What the pages need of the server: the class `Control` has it. */
export interface PagesHost {
  /** Calls the API in the process. The parameters are values, and not the texts of a form. */
  call(method: string, path: string, params?: object): Promise<{ status: number; body: unknown }>;
  /**
   * Pays, subscribes or saves, as the person on the page of a Checkout session asked.
   * @returns the intent that waits for the person's bank, or null if the session is complete
   * @throws StripeError if the card is declined or malformed
   */
  submitCheckout(session: string, entry: PaymentEntry): Promise<{ readonly authenticate: string | null }>;
  /** @returns null if there is no such session */
  portalSession(session: string): OpenPortal | null;
  authenticate(intent: string, outcome: "pass" | "fail"): Promise<PaymentIntent | SetupIntent>;
  settlePayment(intent: string, outcome: "succeeds" | "fails"): Promise<PaymentIntent>;
  account(): Account;

  /** Newest first. */
  requests(): readonly LoggedRequest[];
  /** Newest first. */
  deliveries(): readonly Delivery[];
  /** Oldest first. */
  events(): readonly StripeEvent[];
  resend(event: string): void;
  switches(): WebhookSwitches;
  setSwitches(switches: Partial<WebhookSwitches>): void;
  faults(): readonly (FaultSpec & { readonly left: number })[];
  addFault(fault: FaultSpec): void;
  clearFaults(): void;
  releaseCalls(): void;
}

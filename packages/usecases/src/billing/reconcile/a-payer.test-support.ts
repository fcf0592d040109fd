import type { PaymentAttemptRow } from "@scrip/db/billing";
import { inOrganization } from "@scrip/db/connection";
import { lockOrganization } from "@scrip/db/organizations";
import type { Micros } from "@scrip/domain/money";
import type { LocalStripe } from "@scrip/local-stripe";
import { ensureAccount } from "../account/ensure-account.ts";
import { saleOf } from "../account/sale-of.ts";
import type { AttemptDeps } from "../attempts/attempt-deps.ts";
import type { Booked } from "../attempts/book-outcome.ts";
import { makeAttempt } from "../attempts/make-attempt.ts";
import { askSaved, sendAttempt } from "../attempts/send-attempt.ts";

/** An organization with a saved card, which buys credit without a page. */
export interface Payer {
  readonly orgId: string;
  readonly customer: string;
  /** The saved card. */
  readonly method: string;
  /** Writes down an attempt, which nobody has sent yet. */
  readonly want: (net: Micros) => Promise<PaymentAttemptRow>;
  readonly send: (attempt: PaymentAttemptRow) => Promise<Booked>;
  readonly pay: (net: Micros) => Promise<Booked>;
}

/** Saves a card for an organization at the local Stripe. */
export async function aPayer(deps: AttemptDeps, local: LocalStripe, orgId: string): Promise<Payer> {
  const account = await ensureAccount(deps, orgId);
  const { customer } = account;
  const attached = await local.control.call("POST", "/v1/payment_methods/pm_card_visa/attach", { customer });
  const { id } = attached.body as { id: string };
  const method = { id, fingerprint: null, paidWith: "Visa ending in 4242" };
  const want: Payer["want"] = async (net) => {
    const sale = await saleOf(deps, orgId, [{ of: "credit", source: "purchase", net }]);
    return inOrganization(deps.homes.organizations, orgId, async (tx) => {
      const organization = await lockOrganization(tx, orgId);
      if (organization === null) throw new Error(`${orgId} does not exist`);
      const actor = { type: "system", id: null } as const;
      return makeAttempt(tx, organization, { purpose: "purchase", way: "saved", sale, account, actor, method });
    });
  };
  const send: Payer["send"] = (attempt) => sendAttempt(deps, orgId, attempt.id, askSaved);
  return { orgId, customer, method: id, want, send, pay: async (net) => send(await want(net)) };
}

/** The payments that the local Stripe took, which is the oracle of what was charged. */
export async function chargesAt({ control }: LocalStripe, customer: string): Promise<readonly string[]> {
  const { body } = await control.call("GET", "/v1/payment_intents", { customer, limit: "100" });
  const { data } = body as { data: readonly { id: string; status: string }[] };
  return data.filter(({ status }) => status === "succeeded").map(({ id }) => id);
}

import type { StripeAddress } from "../../../server/temporary-server.ts";

interface StripeProblem {
  readonly code?: string;
  readonly message?: string;
  readonly type?: string;
}

/** A call that the local Stripe refused. */
export class StripeRefused extends Error {
  /** Stripe's code, such as `card_declined` or `charge_already_refunded`. */
  readonly code: string;
  /** Whether a bank declined. */
  readonly isDecline: boolean;

  constructor({ code = "unknown", message = "Stripe gave no reason", type }: StripeProblem) {
    super(`Stripe: ${message} (${code})`);
    this.code = code;
    this.isDecline = type === "card_error";
  }
}

/** A card as a person types it. */
interface TypedCard {
  readonly type: "card";
  readonly card: {
    readonly number: string;
    readonly exp_month: number;
    readonly exp_year: number;
    readonly cvc: string;
  };
}

function typedCard(number: string): TypedCard {
  return { type: "card", card: { number, exp_month: 12, exp_year: 2060, cvc: "123" } };
}

/** What people, banks and the office do at the local Stripe: what no code of the platform does. */
export class StripeDesk {
  readonly #stripe: StripeAddress;

  constructor(stripe: StripeAddress) {
    this.#stripe = stripe;
  }

  /** Fills the page of a payment. @throws StripeRefused if the card is declined */
  async fill(page: string, card: string): Promise<void> {
    await this.#control("submit-checkout", { session: page, entry: { method: typedCard(card) } });
  }

  /** Saves a card of a customer, as the default one. @throws StripeRefused if the bank declines it at once */
  async save(customer: string, card: string): Promise<void> {
    const { number, exp_month, exp_year, cvc } = typedCard(card).card;
    const typed = { number, exp_month: `${exp_month}`, exp_year: `${exp_year}`, cvc };
    const { id } = await this.#call("payment_methods", { type: "card", ...nested("card", typed) });
    await this.#call(`payment_methods/${id}/attach`, { customer });
    await this.makeDefault(customer, id);
  }

  async makeDefault(customer: string, method: string): Promise<void> {
    await this.#call(`customers/${customer}`, nested("invoice_settings", { default_payment_method: method }));
  }

  /** Pays a part back in the dashboard. @param cents all that is left if not given @throws StripeRefused */
  async refund(payment: string, cents: bigint | null): Promise<void> {
    await this.#call("refunds", { payment_intent: payment, ...(cents !== null && { amount: `${cents}` }) });
  }

  /** The cardholder disputes a payment. @returns the dispute @throws StripeRefused */
  async dispute(payment: string, cents: bigint | null): Promise<string> {
    const { latest_charge: charge } = await this.#read(`payment_intents/${payment}`);
    const amount = cents === null ? {} : { amount: Number(cents) };
    const { id } = await this.#control("open-dispute", { charge, ...amount });
    return String(id);
  }

  /** The bank decides a dispute. @throws StripeRefused */
  async closeDispute(dispute: string, outcome: "won" | "lost"): Promise<void> {
    await this.#control("close-dispute", { dispute, outcome });
  }

  async #control(name: string, body: object): Promise<Readonly<Record<string, unknown>>> {
    const answer = await fetch(`${this.#stripe.url}/_local/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return answerOf(answer);
  }

  async #call(path: string, params: Readonly<Record<string, string>>): Promise<{ readonly id: string }> {
    const answer = await fetch(`${this.#stripe.url}/v1/${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${this.#stripe.secretKey}` },
      body: new URLSearchParams(params),
    });
    const { id } = await answerOf(answer);
    return { id: String(id) };
  }

  async #read(path: string): Promise<Readonly<Record<string, unknown>>> {
    const headers = { authorization: `Bearer ${this.#stripe.secretKey}` };
    return answerOf(await fetch(`${this.#stripe.url}/v1/${path}`, { headers }));
  }
}

async function answerOf(answer: Response): Promise<Readonly<Record<string, unknown>>> {
  const text = await answer.text();
  const body = text === "" ? {} : (JSON.parse(text) as { readonly error?: StripeProblem });
  if (answer.ok) return body;
  throw new StripeRefused(body.error ?? {});
}

/** Stripe's form of a nested field: `card[number]`. */
function nested(name: string, fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([field, value]) => [`${name}[${field}]`, value]));
}

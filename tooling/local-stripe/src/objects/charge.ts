import type { Decline } from "../cards/behaviour.ts";
import { newId, randomLetters } from "../protocol/ids.ts";
import type { BalanceTransaction, Charge, PaymentIntent, PaymentMethod } from "../wire/objects.ts";

interface ChargeFacts {
  readonly created: number;
  readonly status: "succeeded" | "failed" | "pending";
  readonly decline?: Decline | undefined;
  readonly isAuthenticated: boolean;
}

/** The charge of a payment intent. */
export function newCharge(intent: PaymentIntent, method: PaymentMethod, facts: ChargeFacts): Charge {
  const { created, status, decline, isAuthenticated } = facts;
  const isPaid = status !== "failed";
  return {
    id: newId(method.type === "card" ? "ch" : "py"),
    object: "charge",
    amount: intent.amount,
    amount_captured: status === "succeeded" || status === "pending" ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: method.billing_details,
    calculated_statement_descriptor: "LOCAL STRIPE",
    captured: isPaid,
    created,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: outcomeOf(decline),
    paid: status === "succeeded",
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: detailsOf(intent, method, isAuthenticated),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: isPaid ? `https://pay.stripe.com/receipts/local/${randomLetters(16)}` : null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status,
    transfer_data: null,
    transfer_group: null,
  };
}

function outcomeOf(decline: Decline | undefined): Charge["outcome"] {
  const isBlocked = decline?.declineCode === "fraudulent";
  return {
    advice_code: decline?.advice ?? null,
    network_advice_code: null,
    network_decline_code: decline === undefined ? null : "05",
    network_status:
      decline === undefined ? "approved_by_network" : isBlocked ? "not_sent_to_network" : "declined_by_network",
    reason: decline === undefined ? null : (decline.declineCode ?? decline.code),
    risk_level: isBlocked ? "highest" : "normal",
    risk_score: isBlocked ? 90 : 20,
    seller_message:
      decline === undefined
        ? "Payment complete."
        : isBlocked
          ? "Stripe blocked this payment as too risky."
          : `The bank returned the decline code \`${decline.declineCode ?? decline.code}\`.`,
    type: decline === undefined ? "authorized" : isBlocked ? "blocked" : "issuer_declined",
  };
}

function detailsOf(
  intent: PaymentIntent,
  method: PaymentMethod,
  isAuthenticated: boolean,
): Charge["payment_method_details"] {
  const { card, us_bank_account: bank, sepa_debit: sepa } = method;
  if (card !== undefined) return { type: "card", card: cardDetails(intent, card, isAuthenticated) };
  if (bank !== undefined) {
    const { account_holder_type, account_type, bank_name, fingerprint, last4, routing_number } = bank;
    return {
      type: "us_bank_account",
      us_bank_account: {
        account_holder_type,
        account_type,
        bank_name,
        fingerprint,
        last4,
        payment_reference: null,
        routing_number,
      },
    };
  }
  if (sepa !== undefined) {
    const { bank_code, branch_code, country, fingerprint, last4 } = sepa;
    return { type: "sepa_debit", sepa_debit: { bank_code, branch_code, country, fingerprint, last4, mandate: null } };
  }
  return { type: method.type };
}

function cardDetails(
  { amount }: PaymentIntent,
  card: NonNullable<PaymentMethod["card"]>,
  isAuthenticated: boolean,
): NonNullable<NonNullable<Charge["payment_method_details"]>["card"]> {
  return {
    amount_authorized: amount,
    authorization_code: randomDigits(6),
    brand: card.brand,
    checks: card.checks,
    country: card.country,
    electronic_commerce_indicator: isAuthenticated ? "05" : null,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    extended_authorization: { status: "disabled" },
    fingerprint: card.fingerprint ?? null,
    funding: card.funding,
    incremental_authorization: { status: "unavailable" },
    installments: null,
    last4: card.last4,
    mandate: null,
    multicapture: { status: "unavailable" },
    network: card.brand,
    network_token: { used: false },
    network_transaction_id: randomDigits(15),
    overcapture: { maximum_amount_capturable: amount, status: "unavailable" },
    regulated_status: card.regulated_status,
    three_d_secure: isAuthenticated
      ? {
          authentication_flow: "challenge",
          electronic_commerce_indicator: "05",
          exemption_indicator: null,
          result: "authenticated",
          result_reason: null,
          transaction_id: randomDigits(12),
          version: "2.2.0",
        }
      : null,
    transaction_link_id: null,
    wallet: null,
  };
}

function randomDigits(length: number): string {
  return randomLetters(length).replaceAll(/\D/g, (letter) => String(letter.charCodeAt(0) % 10));
}

/** What a change of the balance costs: Stripe's fee for cards in the United States, 2.9 % and 30 cents. */
export function feeOf(amount: number): number {
  return amount > 0 ? Math.round(amount * 0.029) + 30 : 0;
}

type TransactionFacts = Pick<
  BalanceTransaction,
  "amount" | "created" | "currency" | "description" | "source" | "type"
> & {
  readonly fee: number;
  readonly category: string;
};

export function newBalanceTransaction(facts: TransactionFacts): BalanceTransaction {
  const { category, fee, ...given } = facts;
  return {
    id: newId("txn"),
    object: "balance_transaction",
    available_on: facts.created + 2 * 24 * 60 * 60,
    balance_type: "payments",
    exchange_rate: null,
    fee,
    fee_details:
      fee === 0
        ? []
        : [
            {
              amount: fee,
              application: null,
              currency: facts.currency,
              description: "Stripe processing fees",
              type: "stripe_fee",
            },
          ],
    net: facts.amount - fee,
    reporting_category: category,
    status: "pending",
    ...given,
  };
}

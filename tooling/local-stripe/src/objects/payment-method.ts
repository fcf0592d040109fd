import { createHash } from "node:crypto";
import { behaviourOfCard } from "../cards/test-cards.ts";
import { newId } from "../protocol/ids.ts";
import type { PaymentMethod } from "../wire/objects.ts";

type Base = Pick<PaymentMethod, "created" | "billing_details"> & Partial<PaymentMethod>;

/** The same number has the same fingerprint in one account. */
function fingerprintOf(number: string): string {
  return createHash("sha256").update(`local ${number}`).digest("base64url").replaceAll(/[-_]/g, "0").slice(0, 16);
}

function newPaymentMethod(base: Base): Omit<PaymentMethod, "type"> {
  return {
    id: newId("pm"),
    object: "payment_method",
    allow_redisplay: "unspecified",
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    ...base,
  };
}

export function newCardMethod(base: Base, number: string, expMonth: number, expYear: number): PaymentMethod {
  const { brand, country, funding } = behaviourOfCard(number);
  return {
    ...newPaymentMethod(base),
    type: "card",
    card: {
      brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
      country,
      display_brand: brand === "amex" ? "american_express" : brand,
      exp_month: expMonth,
      exp_year: expYear,
      fingerprint: fingerprintOf(number),
      funding,
      generated_from: null,
      last4: number.slice(-4),
      networks: { available: [brand], preferred: null },
      regulated_status: "unregulated",
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
  };
}

export function newUsBankMethod(
  base: Base,
  number: string,
  holder: "company" | "individual",
  account: "checking" | "savings",
  routing: string,
): PaymentMethod {
  return {
    ...newPaymentMethod(base),
    type: "us_bank_account",
    us_bank_account: {
      account_holder_type: holder,
      account_type: account,
      bank_name: "STRIPE TEST BANK",
      financial_connections_account: null,
      fingerprint: fingerprintOf(number),
      last4: number.slice(-4),
      networks: { preferred: "ach", supported: ["ach"] },
      routing_number: routing,
      status_details: {},
    },
  };
}

export function newSepaMethod(base: Base, iban: string): PaymentMethod {
  return {
    ...newPaymentMethod(base),
    type: "sepa_debit",
    sepa_debit: {
      bank_code: iban.slice(4, 9),
      branch_code: "",
      country: iban.slice(0, 2),
      fingerprint: fingerprintOf(iban),
      generated_from: { charge: null, setup_attempt: null },
      last4: iban.slice(-4),
    },
  };
}

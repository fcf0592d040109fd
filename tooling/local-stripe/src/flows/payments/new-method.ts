import { accountOfToken } from "../../cards/test-accounts.ts";
import { isCardNumber, numberOfToken } from "../../cards/test-cards.ts";
import { type BillingDetailsParams, billingDetailsOf } from "../../objects/billing-details.ts";
import { newCardMethod, newSepaMethod, newUsBankMethod } from "../../objects/payment-method.ts";
import type { Metadata } from "../../protocol/metadata.ts";
import { StripeError } from "../../protocol/stripe-error.ts";
import type { PaymentMethod } from "../../wire/objects.ts";
import type { World } from "../../world/world.ts";

/** A card as it is typed. */
export interface CardInput {
  readonly number: string;
  readonly exp_month: number;
  readonly exp_year: number;
  readonly cvc?: string | undefined;
}

/** What a new payment method is made from. */
export type MethodInput = (
  | { readonly type: "card"; readonly card: CardInput }
  | {
      readonly type: "us_bank_account";
      readonly account_number: string;
      readonly account_holder_type?: "company" | "individual" | undefined;
      readonly account_type?: "checking" | "savings" | undefined;
      readonly routing_number?: string | undefined;
    }
  | { readonly type: "sepa_debit"; readonly iban: string }
) & {
  readonly billing_details?: Partial<BillingDetailsParams> | undefined;
  readonly metadata?: Metadata | undefined;
};

/** Makes a payment method that belongs to nobody yet. @throws StripeError for a malformed or expired card */
export function newMethod(world: World, input: MethodInput, clock: string | null = null): PaymentMethod {
  const created = world.now(clock);
  const base = { created, billing_details: billingDetailsOf(input.billing_details), metadata: input.metadata ?? {} };
  switch (input.type) {
    case "card": {
      const number = input.card.number.replaceAll(/[\s-]/g, "");
      checkCard(input.card, number, created);
      return keep(world, newCardMethod(base, number, input.card.exp_month, fullYear(input.card.exp_year)), number);
    }
    case "us_bank_account": {
      const { account_number, account_holder_type, account_type, routing_number } = input;
      const holder = account_holder_type ?? "individual";
      const account = account_type ?? "checking";
      const method = newUsBankMethod(base, account_number, holder, account, routing_number ?? "110000000");
      return keep(world, method, account_number);
    }
    case "sepa_debit":
      return keep(world, newSepaMethod(base, input.iban), input.iban);
  }
}

/** The payment method of an id; a ready-made one such as `pm_card_visa` is made new each time. */
export function methodNamed(world: World, id: string, param = "payment_method"): PaymentMethod {
  const found = world.find("payment_method", id);
  if (found !== undefined) return found;
  return methodOfToken(world, id) ?? world.get("payment_method", id, param);
}

/** Makes the payment method behind `pm_card_visa`, `tok_visa` or `pm_usBankAccount`. */
export function methodOfToken(world: World, token: string): PaymentMethod | undefined {
  const number = numberOfToken(token);
  if (number !== undefined) {
    const year = new Date(world.now() * 1000).getUTCFullYear() + 1;
    return newMethod(world, { type: "card", card: { number, exp_month: 12, exp_year: year } });
  }
  const account = accountOfToken(token);
  return account === undefined ? undefined : newMethod(world, { type: "us_bank_account", account_number: account });
}

function keep(world: World, method: PaymentMethod, number: string): PaymentMethod {
  world.put({ object: "local.instrument", id: method.id, number, isSetUp: false });
  return world.put(method);
}

function checkCard({ exp_month, exp_year, cvc }: CardInput, number: string, now: number): void {
  if (!isCardNumber(number)) throw cardError("incorrect_number", "Your card number is incorrect.", "number");
  if (exp_month < 1 || exp_month > 12) {
    throw cardError("invalid_expiry_month", "Your card's expiration month is invalid.", "exp_month");
  }
  const today = new Date(now * 1000);
  const months = fullYear(exp_year) * 12 + exp_month - (today.getUTCFullYear() * 12 + today.getUTCMonth() + 1);
  if (months < 0 || months > 50 * 12) {
    throw cardError("invalid_expiry_year", "Your card's expiration year is invalid.", "exp_year");
  }
  if (cvc !== undefined && !/^\d{3,4}$/.test(cvc)) {
    throw cardError("invalid_cvc", "Your card's security code is invalid.", "cvc");
  }
}

function fullYear(year: number): number {
  return year < 100 ? 2000 + year : year;
}

function cardError(code: string, message: string, param: string): StripeError {
  return new StripeError(402, { type: "card_error", code, message, param });
}

import { type Behaviour, DECLINES, type Decline } from "./behaviour.ts";

const PLAIN: Behaviour = {
  brand: "visa",
  funding: "credit",
  country: "US",
  authentication: "never",
  refusesSetup: false,
};

const declined = (decline: Decline): Behaviour => ({ ...PLAIN, decline, refusesSetup: true });

/** Stripe's test cards, by number. */
const TEST_CARDS: Readonly<Record<string, Behaviour>> = {
  "4242424242424242": PLAIN,
  "4000056655665556": { ...PLAIN, funding: "debit" },
  "5555555555554444": { ...PLAIN, brand: "mastercard" },
  "378282246310005": { ...PLAIN, brand: "amex" },
  "4000002760000016": { ...PLAIN, country: "DE" },
  "4000000000000002": declined(DECLINES.generic),
  "4000000000009995": declined(DECLINES.insufficientFunds),
  "4000000000009987": declined(DECLINES.lost),
  "4000000000009979": declined(DECLINES.stolen),
  "4000000000000069": declined(DECLINES.expired),
  "4000000000000127": declined(DECLINES.incorrectCvc),
  "4000000000000119": declined(DECLINES.processingError),
  "4000000000006975": declined(DECLINES.velocity),
  "4100000000000019": declined(DECLINES.fraudulent),
  "4000000000000341": { ...PLAIN, decline: DECLINES.generic },
  "4000002500003155": { ...PLAIN, authentication: "unless_set_up" },
  "4000002760003184": { ...PLAIN, authentication: "always" },
  "4000003800000446": { ...PLAIN, authentication: "unless_off_session" },
  "4000000000003220": { ...PLAIN, authentication: "always" },
  "4000008260003178": { ...PLAIN, authentication: "always", decline: DECLINES.insufficientFunds },
  "4000008400001629": { ...PLAIN, authentication: "always", decline: DECLINES.generic, refusesSetup: true },
  "4000000000000259": { ...PLAIN, dispute: { reason: "fraudulent", isInquiry: false } },
  "4000000000002685": { ...PLAIN, dispute: { reason: "product_not_received", isInquiry: false } },
  "4000000000001976": { ...PLAIN, dispute: { reason: "fraudulent", isInquiry: true } },
};

/** The number behind each of Stripe's ready-made payment methods and tokens, without `pm_card_` or `tok_`. */
const NUMBER_OF_TOKEN: Readonly<Record<string, string>> = {
  visa: "4242424242424242",
  visa_debit: "4000056655665556",
  mastercard: "5555555555554444",
  amex: "378282246310005",
  de: "4000002760000016",
  chargeDeclined: "4000000000000002",
  visa_chargeDeclined: "4000000000000002",
  chargeDeclinedInsufficientFunds: "4000000000009995",
  visa_chargeDeclinedInsufficientFunds: "4000000000009995",
  visa_chargeDeclinedLostCard: "4000000000009987",
  chargeDeclinedLostCard: "4000000000009987",
  visa_chargeDeclinedStolenCard: "4000000000009979",
  chargeDeclinedStolenCard: "4000000000009979",
  chargeDeclinedExpiredCard: "4000000000000069",
  chargeDeclinedIncorrectCvc: "4000000000000127",
  chargeDeclinedProcessingError: "4000000000000119",
  visa_chargeDeclinedVelocityLimitExceeded: "4000000000006975",
  chargeDeclinedVelocityLimitExceeded: "4000000000006975",
  radarBlock: "4100000000000019",
  chargeDeclinedFraudulent: "4100000000000019",
  chargeCustomerFail: "4000000000000341",
  authenticationRequiredOnSetup: "4000002500003155",
  authenticationRequired: "4000002760003184",
  authenticationRequiredSetupForOffSession: "4000003800000446",
  threeDSecure2Required: "4000000000003220",
  authenticationRequiredChargeDeclinedInsufficientFunds: "4000008260003178",
  threeDSecureRequiredChargeDeclined: "4000008400001629",
  createDispute: "4000000000000259",
  createDisputeProductNotReceived: "4000000000002685",
  createDisputeInquiry: "4000000000001976",
};

/** What a card does. Every well-formed number that is no test card behaves as 4242 4242 4242 4242. */
export function behaviourOfCard(number: string): Behaviour {
  return TEST_CARDS[number] ?? { ...PLAIN, brand: brandOf(number) };
}

/** The number behind `pm_card_visa` or `tok_visa`. */
export function numberOfToken(token: string): string | undefined {
  const [, name = ""] = /^(?:pm_card|tok)_(.+)$/.exec(token) ?? [];
  return NUMBER_OF_TOKEN[name];
}

/** Whether the digits of a number fit its check digit (Luhn). */
export function isCardNumber(number: string): boolean {
  if (!/^\d{13,19}$/.test(number)) return false;
  const digits = Array.from(number, Number).reverse();
  const sum = digits.reduce((total, digit, n) => total + (n % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0)), 0);
  return sum % 10 === 0;
}

function brandOf(number: string): string {
  if (/^3[47]/.test(number)) return "amex";
  if (/^(?:5[1-5]|2[2-7])/.test(number)) return "mastercard";
  if (number.startsWith("6")) return "discover";
  return "visa";
}

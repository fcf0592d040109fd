/** A number of a test card or test account, and what it does. */
export interface TestNumber {
  readonly number: string;
  readonly does: string;
}

/** Stripe's test cards that a person needs most. Any future date and any security code fit. */
export const TEST_CARD_NUMBERS: readonly TestNumber[] = [
  { number: "4242 4242 4242 4242", does: "pays" },
  { number: "4000 0025 0000 3155", does: "asks its bank once, when it is saved" },
  { number: "4000 0027 6000 3184", does: "asks its bank each time" },
  { number: "4000 0000 0000 0002", does: "is declined" },
  { number: "4000 0000 0000 9995", does: "has insufficient funds" },
  { number: "4000 0000 0000 0069", does: "has expired" },
  { number: "4000 0000 0000 0341", does: "can be saved, and is declined later" },
];

export const TEST_ACCOUNT_NUMBERS: Readonly<Record<"us_bank_account" | "sepa_debit", readonly TestNumber[]>> = {
  us_bank_account: [
    { number: "000123456789", does: "pays after some days" },
    { number: "000111111113", does: "fails after some days" },
  ],
  sepa_debit: [
    { number: "AT611904300234573201", does: "pays after some days" },
    { number: "AT861904300235473202", does: "fails after some days" },
  ],
};

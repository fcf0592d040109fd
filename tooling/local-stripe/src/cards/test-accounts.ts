import type { Decline, DelayedBehaviour } from "./behaviour.ts";

const failure = (code: string, message: string): DelayedBehaviour => ({
  outcome: "fails",
  failure: { code, message } satisfies Decline,
});

/** Stripe's test bank accounts, by account number or IBAN. */
const TEST_ACCOUNTS: Readonly<Record<string, DelayedBehaviour>> = {
  "000123456789": { outcome: "succeeds" },
  "000111111113": failure("account_closed", "The customer's bank account has been closed."),
  "000222222227": failure("insufficient_funds", "The customer's account has insufficient funds to cover this payment."),
  "000333333335": failure(
    "debit_not_authorized",
    "The customer has notified their bank that this payment was unauthorized.",
  ),
  "000888888885": failure("no_account", "The bank account could not be located."),
  "000000000009": { outcome: "stays" },
  AT611904300234573201: { outcome: "succeeds" },
  AT321904300235473204: { outcome: "succeeds" },
  AT861904300235473202: failure(
    "insufficient_funds",
    "The customer's account has insufficient funds to cover this payment.",
  ),
  AT051904300235473205: failure(
    "insufficient_funds",
    "The customer's account has insufficient funds to cover this payment.",
  ),
};

const NUMBER_OF_TOKEN: Readonly<Record<string, string>> = {
  pm_usBankAccount: "000123456789",
  pm_usBankAccount_success: "000123456789",
  pm_usBankAccount_accountClosed: "000111111113",
  pm_usBankAccount_insufficientFunds: "000222222227",
  pm_usBankAccount_debitNotAuthorized: "000333333335",
  pm_usBankAccount_noAccount: "000888888885",
  pm_usBankAccount_processing: "000000000009",
};

/** What a bank account does. One that is no test account pays. */
export function behaviourOfAccount(number: string): DelayedBehaviour {
  return TEST_ACCOUNTS[number] ?? { outcome: "succeeds" };
}

export function accountOfToken(token: string): string | undefined {
  return NUMBER_OF_TOKEN[token];
}

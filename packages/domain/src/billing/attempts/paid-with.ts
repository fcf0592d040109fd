/** What a payment method is called by. */
export interface PaidWith {
  /** The gateway's word: `card`, `us_bank_account`, `sepa_debit`. */
  readonly kind: string;
  /** `"visa"`; `null` for what is no card. */
  readonly brand: string | null;
  readonly last4: string | null;
}

const BRANDS: Readonly<Record<string, string>> = {
  amex: "American Express",
  diners: "Diners Club",
  discover: "Discover",
  eftpos_au: "Eftpos",
  jcb: "JCB",
  link: "Link",
  mastercard: "Mastercard",
  unionpay: "UnionPay",
  visa: "Visa",
};

const KINDS: Readonly<Record<string, string>> = {
  card: "Card",
  link: "Link",
  sepa_debit: "SEPA Direct Debit",
  us_bank_account: "Bank account",
};

/**
 * A payment method in words, as pages and receipts name it: `"Visa ending in 4242"`.
 * @source docs/rules.md#receipts
 */
export function paidWith({ kind, brand, last4 }: PaidWith): string {
  const name = (brand === null ? undefined : BRANDS[brand]) ?? KINDS[kind] ?? "Payment method";
  return last4 === null ? name : `${name} ending in ${last4}`;
}

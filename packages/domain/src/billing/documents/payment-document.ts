import type { Catalog } from "../../catalog/index.ts";
import type { Instant } from "../../ledger/state/ids.ts";
import type { Micros } from "../../money/index.ts";
import type { TaxIdState } from "../details/tax-id.ts";
import { decideTax, type TaxDecision } from "../tax/decide-tax.ts";
import { creditNoteTax } from "../tax/tax.ts";
import { type TaxedTotal, type TaxRate, taxTotal } from "../tax/tax-rate.ts";
import type { DocumentLine } from "./line.ts";

/** Who sells, as an operator enters it. */
export interface Seller {
  readonly name: string;
  /** The postal address, a line each, without the country. */
  readonly address: readonly string[];
  /** By ISO 3166-1. */
  readonly country: string;
  readonly taxIds: readonly string[];
  /** The taxes that the seller collects, at most one for each country. */
  readonly rates: readonly TaxRate[];
  /** What all document numbers begin with: `"SC"`. */
  readonly prefix: string;
}

/** The seller of a platform whose operators entered none: no tax is collected, and documents wait. */
export const UNKNOWN_SELLER: Seller = { name: "", address: [], country: "", taxIds: [], rates: [], prefix: "" };

/** Who buys, as the organization entered it. */
export interface Buyer {
  readonly name: string;
  readonly address: readonly string[];
  /** By ISO 3166-1; `null` if no billing address is known. */
  readonly country: string | null;
  readonly taxId: { readonly text: string; readonly state: TaxIdState } | null;
}

/** A payment that succeeded. */
export interface Payment {
  readonly id: string;
  readonly paidAt: Instant;
  /** How it was paid, in words: `"Visa ending in 4242"`. */
  readonly method: string;
}

/** The number and the date that a document gets under the lock of its series. */
export interface Numbered {
  readonly number: string;
  readonly issuedAt: Instant;
}

/** What receipts, credit notes and reversals have in common. It never changes after it was issued. */
interface Issued extends Numbered {
  readonly seller: Seller;
  readonly buyer: Buyer;
  readonly total: TaxedTotal;
  /** What the document must say about the tax. */
  readonly tax: Pick<TaxDecision, "isReverseCharge" | "warning">;
}

/** The document of a payment. It is titled Invoice if the buyer has a tax id. */
export interface Receipt<C extends Catalog> extends Issued {
  readonly kind: "receipt";
  readonly lines: readonly DocumentLine<C>[];
  readonly payment: Payment;
}

/** The document of a refund: it takes a part of a receipt back. */
export interface CreditNote extends Issued {
  readonly kind: "credit_note";
  /** The number of the receipt. */
  readonly corrects: string;
}

/** The document of a refund that failed after its credit note was issued: it takes the credit note back. */
export interface Reversal extends Issued {
  readonly kind: "reversal";
  /** The number of the credit note. */
  readonly reverses: string;
  /** The number of the receipt, which counts in full again as far as this goes. */
  readonly receipt: string;
}

/** What a receipt is made of. */
export interface Sale<C extends Catalog> {
  readonly seller: Seller;
  readonly buyer: Buyer;
  readonly lines: readonly DocumentLine<C>[];
}

/**
 * The sums of a sale, with the tax that applies to it: what the buyer sees before the payment, pays, and finds on the
 * receipt.
 * @source docs/rules.md#tax
 */
export function saleTotal<C extends Catalog>({ seller, buyer, lines }: Sale<C>): TaxDecision & { total: TaxedTotal } {
  const decision = decideTax(seller, { country: buyer.country, taxId: buyer.taxId?.state ?? null });
  return { ...decision, total: taxTotal(lines.map(({ net }) => ({ net, rate: decision.rate }))) };
}

/**
 * Makes the receipt of a payment.
 * @source docs/rules.md#receipts
 */
export function makeReceipt<C extends Catalog>(sale: Sale<C>, payment: Payment, numbered: Numbered): Receipt<C> {
  const { total, isReverseCharge, warning } = saleTotal(sale);
  return { kind: "receipt", ...numbered, ...sale, total, tax: { isReverseCharge, warning }, payment };
}

/** Money that was paid back, and the tax in it. In micro-USD, whole cents. */
export interface Refunded {
  readonly gross: Micros;
  readonly tax: Micros;
}

/**
 * Makes the credit note of a refund. The names and addresses are those of the receipt, and its tax is a part of the
 * receipt's.
 * @param refund gross, in micro-USD and whole cents: above zero, at most what is left of the receipt
 * @throws RangeError for more than is left
 * @source docs/rules.md#credit-notes
 */
export function makeCreditNote<C extends Catalog>(
  receipt: Receipt<C>,
  before: Refunded,
  refund: Micros,
  numbered: Numbered,
): CreditNote {
  const { total } = receipt;
  if (refund <= 0n || before.gross + refund > total.gross)
    throw new RangeError(`a refund of ${refund} is not within the rest of ${receipt.number}`);
  return creditNoteOver(receipt, { gross: refund, tax: creditNoteTax(total, before, refund) }, numbered);
}

/**
 * Makes the credit note of a refund whose tax was decided before.
 * @param refund gross and the tax in it, in micro-USD and whole cents
 * @source docs/rules.md#credit-notes
 */
export function creditNoteOver<C extends Catalog>(
  receipt: Receipt<C>,
  { gross, tax }: Refunded,
  numbered: Numbered,
): CreditNote {
  const { seller, buyer, total } = receipt;
  const net = gross - tax;
  const [rate] = total.lines;
  if (total.lines.length > 1) throw new RangeError(`${receipt.number} has more than one tax`);
  const lines = rate === undefined ? [] : [{ ...rate, net, tax }];
  const sums = { net, tax, gross, lines };
  return { kind: "credit_note", ...numbered, seller, buyer, total: sums, tax: receipt.tax, corrects: receipt.number };
}

/**
 * Makes the reversal of a credit note: the same names, addresses and sums, since the money did not reach the buyer.
 * @source docs/rules.md#reversals
 */
export function reversalOf({ seller, buyer, total, tax, number, corrects }: CreditNote, numbered: Numbered): Reversal {
  return { kind: "reversal", ...numbered, seller, buyer, total, tax, reverses: number, receipt: corrects };
}

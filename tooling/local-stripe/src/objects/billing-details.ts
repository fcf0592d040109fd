import { ADDRESS, clearable, type Fields, object, type Read, text } from "../protocol/params.ts";
import type { PaymentMethod } from "../wire/objects.ts";
import { addressOf } from "./address.ts";

export const BILLING_DETAILS = {
  address: clearable(object(ADDRESS)),
  email: clearable(text(512)),
  name: clearable(text()),
  phone: clearable(text(20)),
  tax_id: text(),
} satisfies Fields;

export type BillingDetailsParams = Read<typeof BILLING_DETAILS>;

const NONE: PaymentMethod["billing_details"] = { address: null, email: null, name: null, phone: null, tax_id: null };
const EMPTY_ADDRESS = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

/** Billing details with every field. Stripe shows an address of nulls where none is given. */
export function billingDetailsOf(
  given: Partial<BillingDetailsParams> | undefined,
  before: PaymentMethod["billing_details"] = NONE,
): PaymentMethod["billing_details"] {
  const { address, email, name, phone, tax_id } = given ?? {};
  return {
    address: address === undefined ? (before.address ?? EMPTY_ADDRESS) : (addressOf(address) ?? EMPTY_ADDRESS),
    email: email === undefined ? before.email : email,
    name: name === undefined ? before.name : name,
    phone: phone === undefined ? before.phone : phone,
    tax_id: tax_id === undefined ? before.tax_id : tax_id,
  };
}

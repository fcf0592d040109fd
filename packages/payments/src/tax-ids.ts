import { isInUnion, type TaxIdState } from "@scrip/domain/billing/details";
import { GatewayError, type GatewayTaxId } from "@scrip/domain/billing/gateway";
import type Stripe from "stripe";
import { ask, find } from "./errors.ts";

type Type = Stripe.CustomerCreateTaxIdParams.Type;

/** Stripe's types of tax ids outside of the European Union. Ids of other countries stay with Scrip. */
const TYPES: Readonly<Record<string, Type>> = {
  AU: "au_abn",
  CH: "ch_vat",
  GB: "gb_vat",
  IN: "in_gst",
  NO: "no_vat",
  NZ: "nz_gst",
  US: "us_ein",
};

/**
 * Gives a customer a tax id in place of any other. Stripe asks the tax office, and its answer comes as an event.
 * @returns what is known by now; an id that Stripe does not accept is `unverified`
 */
export async function setTaxId(
  stripe: Stripe,
  customer: string,
  taxId: GatewayTaxId | null,
): Promise<TaxIdState | null> {
  const type = taxId === null ? null : typeOf(taxId.country);
  const { data } = await ask(stripe.customers.listTaxIds(customer, { limit: 100 }));
  let there: Stripe.TaxId | null = null;
  for (const known of data) {
    if (there === null && known.type === type && known.value === taxId?.value) there = known;
    else await find(stripe.customers.deleteTaxId(customer, known.id));
  }
  if (taxId === null || type === null) return null;
  return there === null ? create(stripe, customer, { type, value: taxId.value }) : stateOf(there);
}

async function create(stripe: Stripe, customer: string, params: Stripe.CustomerCreateTaxIdParams): Promise<TaxIdState> {
  try {
    return stateOf(await ask(stripe.customers.createTaxId(customer, params)));
  } catch (error) {
    if (error instanceof GatewayError && error.kind === "refused") return "unverified";
    throw error;
  }
}

/** While the tax office does not answer, an operator can look the id up. */
function stateOf({ verification }: Stripe.TaxId): TaxIdState {
  if (verification?.status === "verified") return "verified";
  return verification?.status === "unverified" ? "unverified" : "pending";
}

function typeOf(country: string): Type | null {
  if (isInUnion(country)) return "eu_vat";
  return Object.hasOwn(TYPES, country) ? (TYPES[country] ?? null) : null;
}

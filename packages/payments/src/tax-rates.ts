import type { GatewayTax } from "@scrip/domain/billing/gateway";
import type Stripe from "stripe";
import { ask } from "./errors.ts";

/** Finds the tax rate of Stripe for a tax of ours, or makes it once. */
export type TaxRates = (tax: GatewayTax | null) => Promise<string[]>;

/** The exclusive tax rates at Stripe, by which its pages show subtotal, tax and total. */
export function taxRates(stripe: Stripe): TaxRates {
  const known = new Map<string, string>();
  return async (tax) => {
    if (tax === null) return [];
    const name = `${tax.country}:${tax.percent}:${tax.title}`;
    const id = known.get(name) ?? (await found(stripe, name)) ?? (await made(stripe, name, tax));
    known.set(name, id);
    return [id];
  };
}

async function found(stripe: Stripe, name: string): Promise<string | undefined> {
  const rates = stripe.taxRates.list({ active: true, inclusive: false, limit: 100 });
  return ask(
    (async () => {
      for await (const rate of rates) if (rate.metadata?.scrip_tax === name) return rate.id;
      return undefined;
    })(),
  );
}

async function made(stripe: Stripe, name: string, { title, country, percent }: GatewayTax): Promise<string> {
  const rate = await ask(
    stripe.taxRates.create(
      { display_name: title, country, percentage: Number(percent), inclusive: false, metadata: { scrip_tax: name } },
      { idempotencyKey: `tax:${name}` },
    ),
  );
  return rate.id;
}

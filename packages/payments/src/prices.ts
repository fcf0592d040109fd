import type { PeriodCharge } from "@scrip/domain/billing/gateway";
import type Stripe from "stripe";
import { toCents } from "./cents.ts";
import { ask, find } from "./errors.ts";

/** What a price at Stripe is for. */
export interface PlanPrice {
  readonly plan: string;
  readonly interval: "month" | "year";
  readonly cents: number;
  /** The name of the product, on Stripe's pages. */
  readonly title: string;
}

/** Finds the price of a plan at Stripe, or makes it. @returns its id */
export type Prices = (price: PlanPrice) => Promise<string>;

/** The name by which Stripe finds a price. Another amount is another price: a price never changes. */
export const lookupKey = ({ plan, interval, cents }: PlanPrice): string => `scrip:${plan}:${interval}:${cents}`;

/** The id of a plan's product. */
const productId = (plan: string, interval: "month" | "year"): string => `scrip_${plan}_${interval}`;

/** The price of a period. */
export function priceOf({ plan, interval, lines }: PeriodCharge): PlanPrice {
  const net = lines.reduce((sum, line) => sum + line.net, 0n);
  return { plan, interval, cents: toCents(net), title: lines[0]?.title ?? plan };
}

/** The prices of plans at Stripe. */
export function prices(stripe: Stripe): Prices {
  const known = new Map<string, string>();
  return async (price) => {
    const key = lookupKey(price);
    const id = known.get(key) ?? (await ensurePrice(stripe, price)).id;
    known.set(key, id);
    return id;
  };
}

/** Finds a price, also one that was archived. */
export async function findPrice(stripe: Stripe, key: string): Promise<Stripe.Price | undefined> {
  const { data } = await ask(stripe.prices.list({ lookup_keys: [key], limit: 1 }));
  return data[0];
}

/** Finds a price, or makes it with the product of its plan. One that was archived is used again. Safe to repeat. */
export async function ensurePrice(
  stripe: Stripe,
  price: PlanPrice,
): Promise<{ readonly id: string; readonly isNew: boolean }> {
  const there = await findPrice(stripe, lookupKey(price));
  if (there === undefined) return { id: await makePrice(stripe, price), isNew: true };
  if (!there.active) await ask(stripe.prices.update(there.id, { active: true }));
  return { id: there.id, isNew: false };
}

async function makePrice(stripe: Stripe, price: PlanPrice): Promise<string> {
  const product = await makeProduct(stripe, price);
  const key = lookupKey(price);
  const { id } = await ask(
    stripe.prices.create(
      {
        product,
        currency: "usd",
        unit_amount: price.cents,
        recurring: { interval: price.interval },
        tax_behavior: "exclusive",
        lookup_key: key,
        transfer_lookup_key: true,
        metadata: { scrip_plan: price.plan },
      },
      { idempotencyKey: `price:${key}` },
    ),
  );
  return id;
}

/** Each interval of a plan is a product of its own, since the product's name is what the page shows. */
async function makeProduct(stripe: Stripe, { plan, interval, title }: PlanPrice): Promise<string> {
  const id = productId(plan, interval);
  const there = await find(stripe.products.retrieve(id));
  if (there === null) {
    const params = { id, name: title, metadata: { scrip_plan: plan } };
    await ask(stripe.products.create(params, { idempotencyKey: `product:${id}` }));
  }
  return id;
}

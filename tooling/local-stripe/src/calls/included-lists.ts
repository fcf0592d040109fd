import { listIn } from "../protocol/lists.ts";
import type { List } from "../wire/objects.ts";
import type { Kept } from "../world/kinds.ts";
import type { World } from "../world/world.ts";

type Include = (world: World, id: string) => List<unknown>;

/** The lists that Stripe includes in an object only when they are expanded, by kind and field. */
const LISTS: Readonly<Partial<Record<Kept["object"], Readonly<Record<string, Include>>>>> = {
  charge: {
    refunds: (world, id) => {
      const refunds = world.all("refund").filter(({ charge }) => charge === id);
      return listIn(refunds.reverse(), `/v1/charges/${id}/refunds`);
    },
  },
  "checkout.session": {
    line_items: (world, id) =>
      listIn(world.find("local.checkout_order", id)?.lines ?? [], `/v1/checkout/sessions/${id}/line_items`),
  },
  customer: {
    subscriptions: (world, id) => {
      const running = world
        .all("subscription")
        .filter(({ customer, ended_at }) => customer === id && ended_at === null);
      return listIn(running.reverse(), `/v1/customers/${id}/subscriptions`);
    },
    tax_ids: (world, id) => {
      const taxIds = world.all("tax_id").filter(({ customer }) => customer === id);
      return listIn(taxIds.reverse(), `/v1/customers/${id}/tax_ids`);
    },
  },
  invoice: {
    payments: (world, id) => {
      const payments = world.all("invoice_payment").filter(({ invoice }) => invoice === id);
      return listIn(payments.reverse(), "/v1/invoice_payments");
    },
  },
};

/** The list in a field of an object, if Stripe can include it. */
export function includedList(world: World, object: Kept, field: string): List<unknown> | undefined {
  return LISTS[object.object]?.[field]?.(world, object.id);
}

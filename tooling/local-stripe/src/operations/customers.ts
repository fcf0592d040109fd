import { listOf } from "../calls/list-of.ts";
import { operation } from "../calls/operation.ts";
import { createTaxId } from "../flows/customers/tax-ids.ts";
import { methodNamed } from "../flows/payments/new-method.ts";
import { attachChecked } from "../flows/payments/use-method.ts";
import { cancelNow } from "../flows/terms/cancel.ts";
import { addressOf } from "../objects/address.ts";
import { newCustomer } from "../objects/customer.ts";
import { TAX_ID_TYPE } from "../objects/tax-id.ts";
import { isAsked, isIn } from "../protocol/lists.ts";
import { mergeMetadata } from "../protocol/metadata.ts";
import {
  ADDRESS,
  choice,
  clearable,
  type Fields,
  list,
  metadata,
  needed,
  object,
  PAGE,
  type Read,
  range,
  text,
} from "../protocol/params.ts";
import { pick } from "../protocol/pick.ts";
import { missing } from "../protocol/stripe-error.ts";
import type { Customer } from "../wire/objects.ts";
import type { World } from "../world/world.ts";

const SHIPPING = { address: needed(object(ADDRESS)), name: needed(text()), phone: text() } satisfies Fields;

const CHANGE = {
  address: clearable(object(ADDRESS)),
  description: clearable(text()),
  email: clearable(text(512)),
  invoice_settings: object({ default_payment_method: clearable(text()), footer: clearable(text()) }),
  metadata: metadata(),
  name: clearable(text(256)),
  phone: clearable(text(20)),
  preferred_locales: list(text()),
  shipping: clearable(object(SHIPPING)),
  tax_exempt: clearable(choice("exempt", "none", "reverse")),
} satisfies Fields;

const CREATE = {
  ...CHANGE,
  payment_method: text(),
  tax_id_data: list(object({ type: needed(TAX_ID_TYPE), value: needed(text()) })),
  test_clock: text(),
} satisfies Fields;

function changed(world: World, before: Customer, params: Read<typeof CHANGE>): Customer {
  const { address, invoice_settings, shipping, tax_exempt } = params;
  const method = invoice_settings?.default_payment_method;
  if (method) checkOwner(world, method, before.id);
  return {
    ...before,
    ...pick(params, "description", "email", "name", "phone", "preferred_locales"),
    ...(address === undefined ? {} : { address: addressOf(address) }),
    ...(shipping === undefined ? {} : { shipping: shippingOf(shipping) }),
    ...(tax_exempt === undefined ? {} : { tax_exempt: tax_exempt ?? "none" }),
    invoice_settings: {
      ...before.invoice_settings,
      ...pick(invoice_settings ?? {}, "default_payment_method", "footer"),
    },
    metadata: mergeMetadata(before.metadata, params.metadata),
  };
}

function shippingOf(given: Read<typeof SHIPPING> | null): Customer["shipping"] {
  if (given === null) return null;
  const address = addressOf(given.address);
  return { ...(address === null ? {} : { address }), name: given.name, phone: given.phone ?? null };
}

function checkOwner(world: World, method: string, customer: string): void {
  if (world.get("payment_method", method, "invoice_settings[default_payment_method]").customer === customer) return;
  throw missing("payment method", method, "invoice_settings[default_payment_method]");
}

export const customers = [
  operation("POST /v1/customers", "CustomerCreateParams", CREATE, (world, { params }) => {
    const clock = params.test_clock ?? null;
    if (clock !== null) world.get("test_helpers.test_clock", clock, "test_clock");
    const blank = newCustomer(world.now(clock), { test_clock: clock });
    const { invoice_settings, payment_method, ...facts } = params;
    const customer = world.create(changed(world, blank, facts), "customer.created");
    if (payment_method !== undefined) attachChecked(world, methodNamed(world, payment_method), customer.id);
    for (const given of params.tax_id_data ?? []) createTaxId(world, customer.id, given.type, given.value);
    if (invoice_settings === undefined) return customer;
    return world.put(changed(world, customer, { invoice_settings }));
  }),
  operation("GET /v1/customers/:id", "CustomerRetrieveParams", {}, (world, { path: { id = "" } }) => {
    const tombstone = world.find("local.tombstone", id);
    return tombstone === undefined ? world.get("customer", id) : { id, object: "customer", deleted: true };
  }),
  operation("POST /v1/customers/:id", "CustomerUpdateParams", CHANGE, (world, { path: { id = "" }, params }) => {
    const before = world.get("customer", id);
    return world.update(before, changed(world, before, params), "customer.updated");
  }),
  operation("DELETE /v1/customers/:id", "CustomerDeleteParams", {}, (world, { path: { id = "" } }) => {
    const customer = world.get("customer", id);
    for (const subscription of world.all("subscription")) {
      if (subscription.customer === id && subscription.ended_at === null) cancelNow(world, subscription);
    }
    for (const method of world.all("payment_method"))
      if (method.customer === id) world.amend(method, { customer: null });
    world.emit("customer.deleted", customer);
    world.remove("customer", id);
    world.put({ object: "local.tombstone", id, kind: "customer" });
    return { id, object: "customer", deleted: true };
  }),
  operation(
    "GET /v1/customers",
    "CustomerListParams",
    { ...PAGE, created: range(), email: text(512), test_clock: text() },
    (world, { params: { created, email, test_clock, ...page } }) =>
      listOf(
        world,
        "customer",
        page,
        (customer) =>
          isIn(customer.created, created) &&
          isAsked(customer.email, email) &&
          (test_clock === undefined ? customer.test_clock === null : customer.test_clock === test_clock),
        "/v1/customers",
      ),
  ),
  operation(
    "GET /v1/customers/:id/payment_methods",
    "CustomerListPaymentMethodsParams",
    { ...PAGE, type: text(), allow_redisplay: choice("always", "limited", "unspecified") },
    (world, { path: { id = "" }, params: { type, allow_redisplay, ...page } }) => {
      world.get("customer", id);
      return listOf(
        world,
        "payment_method",
        page,
        (method) =>
          method.customer === id && isAsked(method.type, type) && isAsked(method.allow_redisplay, allow_redisplay),
        `/v1/customers/${id}/payment_methods`,
      );
    },
  ),
  operation(
    "GET /v1/customers/:customer/payment_methods/:id",
    "CustomerRetrievePaymentMethodParams",
    {},
    (world, { path: { customer = "", id = "" } }) => {
      const method = world.get("payment_method", id);
      if (method.customer !== world.get("customer", customer).id) throw missing("PaymentMethod", id);
      return method;
    },
  ),
];

import { listOf } from "../calls/list-of.ts";
import { operation } from "../calls/operation.ts";
import { createTaxId, deleteTaxId } from "../flows/customers/tax-ids.ts";
import { TAX_ID_TYPE } from "../objects/tax-id.ts";
import { newId } from "../protocol/ids.ts";
import { isAsked, isIn } from "../protocol/lists.ts";
import { mergeMetadata } from "../protocol/metadata.ts";
import {
  boolean,
  choice,
  decimal,
  type Fields,
  metadata,
  needed,
  object,
  PAGE,
  range,
  text,
} from "../protocol/params.ts";
import { missing } from "../protocol/stripe-error.ts";
import type { TaxId } from "../wire/objects.ts";
import type { World } from "../world/world.ts";

const TAX_TYPE = choice(
  "gst",
  "hst",
  "jct",
  "lease_tax",
  "pst",
  "qst",
  "retail_delivery_fee",
  "rst",
  "sales_tax",
  "vat",
);

const RATE = {
  active: boolean(),
  country: text(),
  description: text(),
  display_name: text(100),
  jurisdiction: text(200),
  metadata: metadata(),
  state: text(2),
  tax_type: TAX_TYPE,
} satisfies Fields;

const OWNER = object({ customer: text(), type: needed(choice("account", "application", "customer", "self")) });

function taxIdOf(world: World, id: string, customer?: string): TaxId {
  const taxId = world.get("tax_id", id);
  if (customer !== undefined && taxId.customer !== customer) throw missing("tax_id", id);
  return taxId;
}

function removed(world: World, taxId: TaxId) {
  deleteTaxId(world, taxId);
  return { id: taxId.id, object: "tax_id", deleted: true };
}

export const taxRates = [
  operation(
    "POST /v1/tax_rates",
    "TaxRateCreateParams",
    { ...RATE, display_name: needed(text(100)), inclusive: needed(boolean()), percentage: needed(decimal()) },
    (world, { params }) =>
      world.create(
        {
          id: newId("txr"),
          object: "tax_rate",
          active: params.active ?? true,
          country: params.country ?? null,
          created: world.now(),
          description: params.description ?? null,
          display_name: params.display_name,
          effective_percentage: Number(params.percentage),
          flat_amount: null,
          inclusive: params.inclusive,
          jurisdiction: params.jurisdiction ?? null,
          jurisdiction_level: null,
          livemode: false,
          metadata: mergeMetadata(null, params.metadata),
          percentage: Number(params.percentage),
          rate_type: "percentage",
          state: params.state ?? null,
          tax_type: params.tax_type ?? null,
        },
        "tax_rate.created",
      ),
  ),
  operation("GET /v1/tax_rates/:id", "TaxRateRetrieveParams", {}, (world, { path: { id = "" } }) =>
    world.get("tax_rate", id),
  ),
  operation("POST /v1/tax_rates/:id", "TaxRateUpdateParams", RATE, (world, { path: { id = "" }, params }) => {
    const before = world.get("tax_rate", id);
    const { metadata: given, expand: _, ...rest } = params as typeof params & { expand?: unknown };
    const change = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    return world.update(before, { ...change, metadata: mergeMetadata(before.metadata, given) }, "tax_rate.updated");
  }),
  operation(
    "GET /v1/tax_rates",
    "TaxRateListParams",
    { ...PAGE, active: boolean(), created: range(), inclusive: boolean() },
    (world, { params: { active, created, inclusive, ...page } }) =>
      listOf(
        world,
        "tax_rate",
        page,
        (rate) => isAsked(rate.active, active) && isIn(rate.created, created) && isAsked(rate.inclusive, inclusive),
        "/v1/tax_rates",
      ),
  ),
];

export const taxIds = [
  operation(
    "POST /v1/customers/:customer/tax_ids",
    "CustomerCreateTaxIdParams",
    { type: needed(TAX_ID_TYPE), value: needed(text()) },
    (world, { path: { customer = "" }, params: { type, value } }) =>
      createTaxId(world, world.get("customer", customer).id, type, value),
  ),
  operation(
    "GET /v1/customers/:customer/tax_ids/:id",
    "CustomerRetrieveTaxIdParams",
    {},
    (world, { path: { customer = "", id = "" } }) => taxIdOf(world, id, customer),
  ),
  operation(
    "DELETE /v1/customers/:customer/tax_ids/:id",
    "CustomerDeleteTaxIdParams",
    {},
    (world, { path: { customer = "", id = "" } }) => removed(world, taxIdOf(world, id, customer)),
  ),
  operation(
    "GET /v1/customers/:customer/tax_ids",
    "CustomerListTaxIdsParams",
    PAGE,
    (world, { path: { customer = "" }, params }) =>
      listOf(world, "tax_id", params, (taxId) => taxId.customer === customer, `/v1/customers/${customer}/tax_ids`),
  ),
  operation(
    "POST /v1/tax_ids",
    "TaxIdCreateParams",
    { owner: OWNER, type: needed(TAX_ID_TYPE), value: needed(text()) },
    (world, { params: { owner, type, value } }) => {
      const customer = owner?.customer;
      if (customer !== undefined) world.get("customer", customer, "owner[customer]");
      return createTaxId(world, customer ?? null, type, value);
    },
  ),
  operation("GET /v1/tax_ids/:id", "TaxIdRetrieveParams", {}, (world, { path: { id = "" } }) => taxIdOf(world, id)),
  operation("DELETE /v1/tax_ids/:id", "TaxIdDeleteParams", {}, (world, { path: { id = "" } }) =>
    removed(world, taxIdOf(world, id)),
  ),
  operation("GET /v1/tax_ids", "TaxIdListParams", { ...PAGE, owner: OWNER }, (world, { params: { owner, ...page } }) =>
    listOf(
      world,
      "tax_id",
      page,
      (taxId) => (owner?.customer === undefined ? taxId.customer === null : taxId.customer === owner.customer),
      "/v1/tax_ids",
    ),
  ),
];

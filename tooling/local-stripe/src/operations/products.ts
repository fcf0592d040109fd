import { listOf } from "../calls/list-of.ts";
import { operation } from "../calls/operation.ts";
import { newProduct } from "../objects/price.ts";
import { isAsked, isIn } from "../protocol/lists.ts";
import { mergeMetadata } from "../protocol/metadata.ts";
import {
  boolean,
  clearable,
  type Fields,
  list,
  metadata,
  needed,
  PAGE,
  type Read,
  range,
  text,
} from "../protocol/params.ts";
import { pick } from "../protocol/pick.ts";
import { invalid } from "../protocol/stripe-error.ts";
import type { Product } from "../wire/objects.ts";

const CHANGE = {
  active: boolean(),
  description: clearable(text(40_000)),
  metadata: metadata(),
  name: text(),
  statement_descriptor: text(22),
  tax_code: clearable(text()),
  unit_label: clearable(text(12)),
  url: clearable(text()),
} satisfies Fields;

function changeOf(before: Product | null, params: Read<typeof CHANGE>): Partial<Product> {
  return {
    ...pick(params, "active", "description", "name", "statement_descriptor", "tax_code", "unit_label", "url"),
    metadata: mergeMetadata(before?.metadata ?? null, params.metadata),
  };
}

export const products = [
  operation(
    "POST /v1/products",
    "ProductCreateParams",
    { ...CHANGE, id: text(), name: needed(text()) },
    (world, { params }) => {
      const { id, name } = params;
      if (id !== undefined && world.find("product", id) !== undefined) {
        throw invalid(`Product already exists.`, { code: "resource_already_exists", param: "id" });
      }
      const change = { ...changeOf(null, params), name, ...(id === undefined ? {} : { id }) };
      return world.create(newProduct(world.now(), change), "product.created");
    },
  ),
  operation("GET /v1/products/:id", "ProductRetrieveParams", {}, (world, { path: { id = "" } }) =>
    world.get("product", id),
  ),
  operation(
    "POST /v1/products/:id",
    "ProductUpdateParams",
    { ...CHANGE, default_price: text() },
    (world, { path: { id = "" }, params }) => {
      const before = world.get("product", id);
      if (params.default_price !== undefined) world.get("price", params.default_price, "default_price");
      const change = { ...changeOf(before, params), ...pick(params, "default_price") };
      return world.update(before, { ...change, updated: world.now() }, "product.updated");
    },
  ),
  operation("DELETE /v1/products/:id", "ProductDeleteParams", {}, (world, { path: { id = "" } }) => {
    const product = world.get("product", id);
    if (world.all("price").some((price) => price.product === id)) {
      throw invalid("This product cannot be deleted because it has one or more user-created prices.");
    }
    world.emit("product.deleted", product);
    world.remove("product", id);
    return { id, object: "product", deleted: true };
  }),
  operation(
    "GET /v1/products",
    "ProductListParams",
    { ...PAGE, active: boolean(), created: range(), ids: list(text()) },
    (world, { params: { active, created, ids, ...page } }) =>
      listOf(
        world,
        "product",
        page,
        (product) =>
          isAsked(product.active, active) &&
          isIn(product.created, created) &&
          (ids === undefined || ids.includes(product.id)),
        "/v1/products",
      ),
  ),
];

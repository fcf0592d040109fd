import type { Resource } from "./catalog.ts";
import type { Place } from "./place.ts";
import { readPriceShape } from "./read-price.ts";
import { readRate, readTitle } from "./read-text.ts";
import { fields, formOf, isObject, listOf, oneOf, ownValue, type Reader } from "./reader.ts";
import {
  KINDS_OF_WORK,
  KINDS_WITH_SHAPES,
  type KindMeteredIn,
  type KindOfWork,
  UNIT_OF_KIND,
  type Unit,
} from "./vocabulary.ts";

/**
 * Reads a resource of a catalog.
 * @param limits the `limit` entitlements that can include an amount of the resource
 */
export function readResource(limits: readonly string[]): Reader<Resource> {
  const meteredIn = <U extends Unit>(unit: U) => {
    const terms = { title: readTitle, unit: oneOf([unit]), kinds: listOf(oneOf(kindsMeteredIn(unit))) };
    const included = { includedBy: oneOf(limits) };
    const rated = fields({ ...terms, rate: readRate }, included, RATED);
    const shaped = fields({ ...terms, price: readPriceShape }, included, SHAPED);
    return (value: unknown, place: Place) =>
      isObject(value) && ownValue(value, "price") !== undefined ? shaped(value, place) : rated(value, place);
  };
  const read: Reader<Resource> = formOf("unit", {
    hour: meteredIn("hour"),
    "gb-month": meteredIn("gb-month"),
    gb: meteredIn("gb"),
    each: meteredIn("each"),
  } satisfies Record<Unit, unknown>);
  return (value, place) => {
    const resource = read(value, place);
    return resource !== undefined && pricesItsWork(resource, place) ? resource : undefined;
  };
}

/** The words for keys of a resource with a rate, and with a price shape: it has one of them. */
const RATED = { unknown: "is not a key that a catalog has here", missing: "is missing" };
const SHAPED = { ...RATED, unknown: "is not a key that a catalog has beside a price" };

/** Checks that each kind of work of a resource with a price shape can be charged by a shape. */
function pricesItsWork({ price, kinds }: Resource, place: Place): boolean {
  const plain =
    price === undefined ? [] : (kinds as readonly KindOfWork[]).filter((kind) => !KINDS_WITH_SHAPES.has(kind));
  if (plain.length === 0) return true;
  place.at("price").refuse(`is not possible for work of the kind ${plain.join(", ")}, which needs a plain rate`);
  return false;
}

const kindsMeteredIn = <U extends Unit>(unit: U) =>
  KINDS_OF_WORK.filter((kind) => UNIT_OF_KIND[kind] === unit) as KindMeteredIn<U>[];

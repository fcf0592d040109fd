import type { Resource } from "./catalog.ts";
import type { Place } from "./place.ts";
import { readPriceShape } from "./read-price.ts";
import { readRate, readTitle } from "./read-text.ts";
import { fields, formOf, isObject, listOf, oneOf, ownValue, type Reader } from "./reader.ts";
import { KINDS_OF_WORK, type KindMeteredIn, UNIT_OF_KIND, type Unit } from "./vocabulary.ts";

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
  return formOf("unit", {
    hour: meteredIn("hour"),
    "gb-month": meteredIn("gb-month"),
    gb: meteredIn("gb"),
    each: meteredIn("each"),
  } satisfies Record<Unit, unknown>);
}

/** The words for keys of a resource with a rate, and with a price shape: it has one of them. */
const RATED = { unknown: "is not a key that a catalog has here", missing: "is missing" };
const SHAPED = { ...RATED, unknown: "is not a key that a catalog has beside a price" };

const kindsMeteredIn = <U extends Unit>(unit: U) =>
  KINDS_OF_WORK.filter((kind) => UNIT_OF_KIND[kind] === unit) as KindMeteredIn<U>[];

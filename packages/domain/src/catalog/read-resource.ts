import type { Resource } from "./catalog.ts";
import { readRate, readTitle } from "./read-text.ts";
import { fields, formOf, listOf, oneOf, type Reader } from "./reader.ts";
import { KINDS_OF_WORK, type KindMeteredIn, UNIT_OF_KIND, type Unit } from "./vocabulary.ts";

/**
 * Reads a resource of a catalog.
 * @param limits the `limit` entitlements that can include an amount of the resource
 */
export function readResource(limits: readonly string[]): Reader<Resource> {
  const meteredIn = <U extends Unit>(unit: U) =>
    fields(
      { title: readTitle, unit: oneOf([unit]), rate: readRate, kinds: listOf(oneOf(kindsMeteredIn(unit))) },
      { includedBy: oneOf(limits) },
    );
  return formOf("unit", {
    hour: meteredIn("hour"),
    "gb-month": meteredIn("gb-month"),
    gb: meteredIn("gb"),
    each: meteredIn("each"),
  } satisfies Record<Unit, unknown>);
}

const kindsMeteredIn = <U extends Unit>(unit: U) =>
  KINDS_OF_WORK.filter((kind) => UNIT_OF_KIND[kind] === unit) as KindMeteredIn<U>[];

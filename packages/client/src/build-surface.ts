import type { Catalog } from "@scrip/domain/catalog";
import { allEntries } from "./all-entries.ts";
import type { Given } from "./given.ts";
import type { CallOptions } from "./options.ts";
import { type Called, isOfOrganization, PROCEDURES } from "./procedures.ts";
import type { Send } from "./send.ts";
import type { Named, Surface } from "./surface.ts";

/** The API's largest page: a reader of every entry makes the fewest round trips with it. */
const WHOLE_PAGE = 1000;

/**
 * Makes the calls of the surface from the table of procedures: `holds.place` becomes `place` in `holds`.
 * @param org where given, every call is about this organization
 */
export function buildSurface<C extends Catalog>(send: Send, org?: string): Surface<C, Named> {
  const call = <P extends Called>(name: P, input: object = {}, options?: CallOptions) =>
    send(name, (org === undefined ? input : { ...input, org }) as Given<P>, options);
  const areas: Record<string, Record<string, unknown>> = {};
  for (const name of (Object.keys(PROCEDURES) as Called[]).filter(isOfOrganization)) {
    const [area = "", verb = ""] = name.split(".");
    areas[area] ??= {};
    areas[area][verb] = (input?: object, options?: CallOptions) => call(name, input, options);
  }
  const all = (input: Given<"entries.list"> = {}, options?: CallOptions) =>
    allEntries(input.after, (after) => call("entries.list", { limit: WHOLE_PAGE, ...input, after }, options));
  // A type test holds the names of `Surface` to those of the table.
  return { ...areas, entries: { ...areas.entries, all } } as unknown as Surface<C, Named>;
}

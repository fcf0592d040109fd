import type { Catalog } from "@scrip/domain/catalog";
import { allEntries } from "./all-entries.ts";
import type { Given } from "./given.ts";
import type { CallOptions } from "./options.ts";
import { type Called, isOfOrganization, type OfOrganization, PROCEDURES } from "./procedures.ts";
import type { Send } from "./send.ts";
import type { Named, Surface } from "./surface.ts";

/** The API's largest page: a reader of every entry makes the fewest round trips with it. */
const WHOLE_PAGE = 1000;

/** The procedures of each area: `holds` has `holds.place` and others. */
const AREAS = new Map<string, OfOrganization[]>();
for (const name of (Object.keys(PROCEDURES) as Called[]).filter(isOfOrganization)) {
  const area = name.slice(0, name.indexOf("."));
  AREAS.set(area, [...(AREAS.get(area) ?? []), name]);
}

/**
 * Makes the calls of the surface from the table of procedures: `holds.place` becomes `place` in `holds`. An area is made
 * when it is first used, since a service may make a surface for each organization that it meets.
 * @param org where given, every call is about this organization
 */
export function buildSurface<C extends Catalog>(send: Send, org?: string): Surface<C, Named> {
  // A type test holds the names of `Surface` to those of the table.
  return new LazySurface(send, org) as unknown as Surface<C, Named>;
}

class LazySurface {
  readonly #send: Send;
  readonly #org: string | undefined;

  constructor(send: Send, org: string | undefined) {
    this.#send = send;
    this.#org = org;
  }

  static {
    for (const area of AREAS.keys())
      Object.defineProperty(LazySurface.prototype, area, {
        enumerable: true,
        get(this: LazySurface) {
          const value = this.#makeArea(area);
          Object.defineProperty(this, area, { enumerable: true, value });
          return value;
        },
      });
  }

  #makeArea(area: string): Record<string, unknown> {
    const calls: Record<string, unknown> = {};
    for (const name of AREAS.get(area) ?? [])
      calls[name.slice(area.length + 1)] = (input?: object, options?: CallOptions) => this.#call(name, input, options);
    if (area === "entries") calls.all = this.#allEntries;
    return calls;
  }

  readonly #allEntries = (input: Given<"entries.list"> = {}, options?: CallOptions) =>
    allEntries(input.after, (after) => this.#call("entries.list", { limit: WHOLE_PAGE, ...input, after }, options));

  #call<P extends Called>(name: P, input: object = {}, options?: CallOptions) {
    const org = this.#org;
    return this.#send(name, (org === undefined ? input : { ...input, org }) as Given<P>, options);
  }
}

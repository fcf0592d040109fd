import { z } from "zod";

/**
 * Makes a schema for a value whose fields have other names inside than on the wire.
 * @param wire the schema with the names of the wire
 * @param rename returns the value with the names of the wire, and no promise
 */
export function renamed<Inside, Names, Wire>(wire: z.ZodType<Wire, Names>, rename: (inside: Inside) => Names) {
  return (z.transform(rename) as z.ZodTransform<Names, Inside>).pipe(wire);
}

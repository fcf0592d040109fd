import { z } from "zod";

/**
 * A schema for what has other names inside than on the wire.
 * @param wire the schema with the names of the wire
 * @param rename gives what comes from inside those names; it returns no promise
 */
export function renamed<Inside, Names, Wire>(wire: z.ZodType<Wire, Names>, rename: (inside: Inside) => Names) {
  return (z.transform(rename) as z.ZodTransform<Names, Inside>).pipe(wire);
}

import type { z } from "zod";

/** What a schema gives after it has read its input: amounts as `bigint`, ids as bare UUIDs. */
export type Parsed<Schema extends z.ZodType> = z.output<Schema>;

/** What crosses the wire on the way in. */
export type Sent<Schema extends z.ZodType> = z.input<Schema>;

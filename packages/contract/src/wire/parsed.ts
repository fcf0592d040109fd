import type { z } from "zod";

/** The parsed input of a schema: amounts are `bigint`, ids are bare UUIDs. */
export type Parsed<Schema extends z.ZodType> = z.output<Schema>;

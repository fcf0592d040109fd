import type { Home } from "../connection/home.ts";

/** A schema, and the homes whose tables and functions are in it. */
export interface HomesInSchema {
  readonly schema: string;
  readonly homes: readonly Home[];
}

/** Both homes in the schema that every connection sees. */
export const ONE_SCHEMA: HomesInSchema = { schema: "public", homes: ["platform", "organizations"] };

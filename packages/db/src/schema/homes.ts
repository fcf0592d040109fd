import type { Home } from "../connection/home.ts";
import { PLATFORM_ROLES, ROLES, type RoleNames } from "../connection/roles.ts";

/** A schema, and the homes whose tables and functions are in it. */
export interface HomesInSchema {
  readonly schema: string;
  readonly homes: readonly Home[];
  /** The roles of the processes in this schema. */
  readonly roles: RoleNames;
}

/** Both homes in `public`, the default schema of every connection. */
export const ONE_SCHEMA: HomesInSchema = { schema: "public", homes: ["platform", "organizations"], roles: ROLES };

/** Each home in a schema of its own, under roles of its own. */
export const HOMES_APART: readonly HomesInSchema[] = [
  { schema: "scrip_platform_home", homes: ["platform"], roles: PLATFORM_ROLES },
  { schema: "scrip_organizations_home", homes: ["organizations"], roles: ROLES },
];

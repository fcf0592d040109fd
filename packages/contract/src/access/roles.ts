import type { Scope } from "./scopes.ts";

/** What a member may do in an organization, by their role there. Services have keys, with scopes of their own. */
export const ROLE_SCOPES = {
  /** `clocks:write` moves test clocks, which there are on development servers only. */
  owner: ["ledger:read", "clocks:write"],
  admin: ["ledger:read"],
  billing: ["ledger:read"],
  member: ["ledger:read"],
  viewer: ["ledger:read"],
} as const satisfies Record<string, readonly Scope[]>;

export type Role = keyof typeof ROLE_SCOPES;

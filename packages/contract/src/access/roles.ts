import type { Scope } from "./scopes.ts";

/**
 * The scopes of each role of a member. Services have keys with scopes of their own.
 * @source docs/rules.md#members
 */
export const ROLE_SCOPES = {
  /** `clocks:write` moves test clocks, which exist on development servers only. */
  owner: ["ledger:read", "clocks:write"],
  admin: ["ledger:read"],
  billing: ["ledger:read"],
  member: ["ledger:read"],
  viewer: ["ledger:read"],
} as const satisfies Record<string, readonly Scope[]>;

export type Role = keyof typeof ROLE_SCOPES;

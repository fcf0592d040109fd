import { z } from "zod";

/**
 * The permissions of service keys. Every procedure declares the scope that it needs.
 * @source docs/rules.md#scopes
 */
export const SCOPES = {
  "organizations:write": "create organizations",
  "clocks:write": "set and advance test clocks (never in production)",
  "grants:write": "add credit, revoke and refund it, forgive debts; for platform keys only",
  "holds:write": "place, settle, release and void holds",
  "charges:write": "charge without a hold",
  "usage:report": "start, settle and end jobs",
  "ledger:read": "read balances, entries and jobs",
  "ledger:verify": "check the ledger against its invariants",
} as const;

export type Scope = keyof typeof SCOPES;

/** The scopes of platform keys only: an organization's own key cannot have them. */
export const PLATFORM_ONLY: readonly Scope[] = ["organizations:write", "clocks:write", "grants:write", "ledger:verify"];

export const scope = z.enum(Object.keys(SCOPES) as [Scope, ...Scope[]]);

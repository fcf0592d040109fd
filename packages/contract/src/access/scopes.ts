import { z } from "zod";

/** What a service key may do. Every procedure declares the one it needs. */
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

/** Scopes that an organization's own key can not have. */
export const PLATFORM_ONLY: readonly Scope[] = ["organizations:write", "clocks:write", "grants:write", "ledger:verify"];

export const scope = z.enum(Object.keys(SCOPES) as [Scope, ...Scope[]]);

import type { createGrantInput } from "@scrip/contract/ledger/grants";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { ledgerCommand } from "./ledger-command.ts";

const PAID_SOURCES = ["purchase", "auto_topup"];

/**
 * Adds credit to an organization. Rules: `issueGrant` in domain/ledger.
 * @throws RefusedError `business_key_taken`, `grant_interval_empty`, `grant_already_lapsed`
 * @source docs/rules.md#issuing
 */
export const createGrant = ledgerCommand("issueGrant", (input: Parsed<typeof createGrantInput>) => ({
  source: input.source,
  grantKind: input.kind ?? (PAID_SOURCES.includes(input.source) ? "paid" : "promotional"),
  amount: input.amount,
  effectiveAt: input.effectiveAt ?? null,
  expiresAt: input.expiresAt ?? null,
  // The prefix keeps a platform's references apart from those of Stripe's payments (L22).
  businessKey: `external:${input.businessKey ?? input.idempotencyKey}`,
}));

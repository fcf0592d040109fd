import type { createGrantInput } from "@scrip/contract/ledger/grants";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { callersKey } from "@scrip/domain/ledger";
import { ledgerCommand } from "./ledger-command.ts";

const PAID_SOURCES = ["purchase", "auto_topup"];

/**
 * Adds credit to an organization. Rules: `issueGrant` in domain/ledger.
 * @throws RefusedError `business_key_taken`, `grant_interval_empty`, `grant_already_lapsed`, `balance_above_limit`
 * @source docs/rules.md#issuing
 */
export const createGrant = ledgerCommand("issueGrant", (input: Parsed<typeof createGrantInput>) => ({
  source: input.source,
  grantKind: input.kind ?? (PAID_SOURCES.includes(input.source) ? "paid" : "promotional"),
  amount: input.amount,
  effectiveAt: input.effectiveAt ?? null,
  expiresAt: input.expiresAt ?? null,
  businessKey: input.businessKey === undefined ? null : callersKey(input.businessKey),
}));

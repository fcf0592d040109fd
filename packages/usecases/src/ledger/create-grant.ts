import type { createGrantInput } from "@scrip/contract/ledger/grants";
import type { Parsed } from "@scrip/contract/wire/parsed";
import type { GrantAnswer } from "@scrip/domain/ledger";
import type { Caller, Deps } from "../deps.ts";
import { orRefuse } from "../refused.ts";
import { commandBase } from "./command-base.ts";

/**
 * Adds credit to an organization. Rules: `issueGrant` in domain/ledger.
 * @throws Refused `business_key_taken`, `grant_interval_empty`, `grant_already_lapsed`
 * @source DESIGN 3
 */
export async function createGrant(
  deps: Deps,
  caller: Caller,
  input: Parsed<typeof createGrantInput>,
): Promise<GrantAnswer> {
  const isBought = input.source === "purchase" || input.source === "auto_topup";
  const command = {
    ...commandBase(caller),
    kind: "issueGrant",
    source: input.source,
    grantKind: input.kind ?? (isBought ? "paid" : "promotional"),
    amount: input.amount,
    effectiveAt: input.effectiveAt ?? null,
    expiresAt: input.expiresAt ?? null,
    // A platform's own references can not collide with those of Stripe's payments (L22).
    businessKey: `external:${input.businessKey ?? input.idempotencyKey}`,
  } as const;
  return orRefuse(await deps.ledger.submit(command, input.idempotencyKey));
}

import type { placeHoldInput } from "@scrip/contract/ledger/holds";
import type { Parsed } from "@scrip/contract/wire/parsed";
import type { HoldAnswer } from "@scrip/domain/ledger";
import type { Caller, Deps } from "../deps.ts";
import { orRefuse } from "../refused.ts";
import { commandBase } from "./command-base.ts";

/**
 * Reserves credit without a job. Rules: `placeHold` in domain/ledger.
 * @throws Refused `insufficient_credit`
 * @source DESIGN 3: "Holds"
 */
export async function placeHold(deps: Deps, caller: Caller, input: Parsed<typeof placeHoldInput>): Promise<HoldAnswer> {
  const ttlMs = input.ttlSeconds === undefined ? null : input.ttlSeconds * 1000;
  const command = { ...commandBase(caller), kind: "placeHold", amount: input.amount, ttlMs } as const;
  return orRefuse(await deps.ledger.submit(command, input.idempotencyKey));
}

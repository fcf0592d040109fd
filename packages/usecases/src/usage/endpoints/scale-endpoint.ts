import type { scaleEndpointInput } from "@scrip/contract/usage/endpoints";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { ledgerCommand } from "../../ledger/ledger-command.ts";

/**
 * Changes the units or the resource of a running endpoint. Rules: `scaleEndpoint` in domain/ledger.
 * @throws RefusedError `endpoint_not_found`, `endpoint_stopped`, `unknown_resource`, `not_sold_for_work`,
 *   `price_above_limit`, `insufficient_credit`, `budget_exceeded`
 * @source docs/rules.md#scaling
 */
export const scaleEndpoint = ledgerCommand("scaleEndpoint", (input: Parsed<typeof scaleEndpointInput>) => ({
  ref: input.endpoint,
  resource: input.resource ?? null,
  unitsMilli: input.unitsMilli ?? null,
}));

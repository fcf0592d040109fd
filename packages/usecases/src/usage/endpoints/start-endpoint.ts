import type { startEndpointInput } from "@scrip/contract/usage/endpoints";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { ledgerCommand } from "../../ledger/ledger-command.ts";

/**
 * Starts an endpoint, or one that was stopped again. Rules: `startEndpoint` in domain/ledger.
 * @throws RefusedError `endpoint_running`, `unknown_resource`, `not_sold_for_work`,
 *   `price_above_limit`, `insufficient_credit`, `budget_exceeded`
 * @source docs/rules.md#endpoints
 */
export const startEndpoint = ledgerCommand("startEndpoint", (input: Parsed<typeof startEndpointInput>) => ({
  ref: input.endpoint,
  resource: input.resource,
  unitsMilli: input.unitsMilli,
  project: input.project ?? null,
  member: input.member ?? null,
}));

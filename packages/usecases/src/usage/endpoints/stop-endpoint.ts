import type { stopEndpointInput } from "@scrip/contract/usage/endpoints";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { ledgerCommand } from "../../ledger/ledger-command.ts";

/**
 * Stops an endpoint and charges the rest of its time. Rules: `stopEndpoint` in domain/ledger.
 * @throws RefusedError `endpoint_not_found`
 * @source docs/rules.md#endpoints
 */
export const stopEndpoint = ledgerCommand("stopEndpoint", (input: Parsed<typeof stopEndpointInput>) => ({
  ref: input.endpoint,
}));

import type { setStorageInput } from "@scrip/contract/usage/storage";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { ledgerCommand } from "../../ledger/ledger-command.ts";

/**
 * Records the size of a volume. Rules: `setStorage` in domain/ledger.
 * @throws RefusedError `unknown_resource`, `not_sold_for_work`, `volume_of_other_resource`, `size_ahead_of_time`,
 *   `size_too_late`
 * @source docs/rules.md#volumes
 */
export const setStorage = ledgerCommand("setStorage", (input: Parsed<typeof setStorageInput>) => ({
  ref: input.volume,
  bytes: input.bytes ?? input.gb ?? 0n,
  resource: input.resource ?? null,
  project: input.project ?? null,
  member: input.member ?? null,
  since: input.at ?? null,
}));

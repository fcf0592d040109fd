import type { voidHoldInput } from "@scrip/contract/ledger/holds";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { ledgerCommand } from "./ledger-command.ts";

/**
 * Closes a hold without a charge. Rules: `voidHold` in domain/ledger.
 * @throws RefusedError `hold_closed`, `hold_not_found`, `hold_belongs_to_job`
 * @source docs/rules.md#ledger
 */
export const voidHold = ledgerCommand("voidHold", (input: Parsed<typeof voidHoldInput>) => ({ holdId: input.hold }));

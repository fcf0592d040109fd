import type { Outlook } from "@scrip/db/read/overview/read-overview";
import type { CreditAhead } from "@scrip/domain/ledger";

/** The inputs of the runway. Micro-USD. */
export function creditAhead({ look, free, live, perHour, scheduled }: Outlook): CreditAhead {
  return { perHour, held: BigInt(live.held), free, scheduled, owed: look.ledger.balance.owed };
}

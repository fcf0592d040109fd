import type { Outlook } from "@scrip/db/read/overview/read-outlook";
import type { CreditAhead } from "@scrip/domain/ledger";

/** The inputs of the runway. What endpoints and storage have accrued is paid first, as a debt is. Micro-USD. */
export function creditAhead({ look, free, live, endpoints, storage, perHour, coming }: Outlook): CreditAhead {
  return {
    perHour,
    held: BigInt(live.held),
    free,
    scheduled: coming,
    owed: look.ledger.balance.owed + endpoints.accrued + storage.accrued,
  };
}

import type { Outlook } from "@scrip/db/read/overview/read-overview";
import { type CreditAhead, hasLapsed, hourlyPrice } from "@scrip/domain/ledger";

/** The inputs of the runway at an instant (milliseconds). Micro-USD. */
export function creditAhead({ look, live, scheduled }: Outlook, at: number): CreditAhead {
  const prices = live.terms.map(
    ({ rate, unitsMilli, count }) => hourlyPrice({ rate: BigInt(rate), unitsMilli }) * BigInt(count),
  );
  return {
    perHour: prices.reduce((sum, price) => sum + price, 0n),
    held: BigInt(live.held),
    grants: [...look.ledger.grants.values()].filter((grant) => grant.avail > 0n && !hasLapsed(grant, at)),
    scheduled,
    owed: look.ledger.balance.owed,
  };
}

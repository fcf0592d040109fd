import { Money } from "../../components/ui/money.tsx";
import { useNowAs } from "../../data/now.tsx";
import type { Endpoint } from "./endpoint.ts";
import { accruedOf } from "./endpoint-words.ts";

interface UsedProps {
  readonly endpoint: Pick<Endpoint, "state" | "rateNanos" | "unitsMilli" | "settledAt" | "charged">;
}

/** What an endpoint has cost so far, with the time that is not charged yet. It moves with the time. */
export function UsedByEndpoint({ endpoint }: UsedProps) {
  const used = useNowAs((now) => (BigInt(endpoint.charged) + BigInt(accruedOf(endpoint, now))).toString());
  return <Money micros={used} label="Used" />;
}

/** The cost of its time that is not charged yet. */
export function AccruedByEndpoint({ endpoint }: UsedProps) {
  const accrued = useNowAs((now) => accruedOf(endpoint, now));
  return <Money micros={accrued} tone="muted" label="Not charged yet" />;
}

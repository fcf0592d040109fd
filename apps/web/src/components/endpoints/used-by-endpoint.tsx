import { useNowAs } from "../../data/now.tsx";
import { type AccruingEndpoint, accruedByEndpoint } from "../../words/accrued-by-endpoint.ts";
import { Money } from "../ui/money.tsx";

interface UsedProps {
  readonly endpoint: AccruingEndpoint & { readonly charged: string };
}

/** What an endpoint has cost so far, with the time that is not charged yet. It moves with the time. */
export function UsedByEndpoint({ endpoint }: UsedProps) {
  const used = useNowAs((now) => (BigInt(endpoint.charged) + BigInt(accruedByEndpoint(endpoint, now))).toString());
  return <Money micros={used} label="Used" />;
}

/** The cost of its time that is not charged yet. */
export function AccruedByEndpoint({ endpoint }: UsedProps) {
  const accrued = useNowAs((now) => accruedByEndpoint(endpoint, now));
  return <Money micros={accrued} tone="muted" label="Not charged yet" />;
}

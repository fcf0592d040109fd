import { Money } from "../../components/ui/money.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { Stat } from "../../components/ui/stat.tsx";
import type { Answers } from "../../data/trpc.ts";

interface UsageTotalsProps {
  readonly sums: Answers["usage"]["sum"] | undefined;
  /** The sums belong to the filter before. */
  readonly isStale: boolean;
}

/** What the filtered usage adds up to. */
export function UsageTotals({ sums, isStale }: UsageTotalsProps) {
  return (
    <section
      aria-label="What this usage adds up to"
      aria-busy={sums === undefined || isStale}
      className={`flex flex-wrap items-end gap-x-10 gap-y-3 ${isStale ? "opacity-60" : ""}`}
    >
      <Stat label="Used" size="large">
        {sums === undefined ? <Skeleton className="my-2 h-10 w-40" /> : <Money micros={sums.total.used} />}
      </Stat>
      <Stat label="Charges">{sums === undefined ? <Waiting /> : `${sums.total.count.toLocaleString("en")}`}</Stat>
      {sums !== undefined && sums.total.returned !== "0" && (
        <Stat label="Given back">
          <Money micros={sums.total.returned} sign="always" tone="auto" />
        </Stat>
      )}
    </section>
  );
}

const Waiting = () => <Skeleton className="my-1 h-5 w-20" />;

import { Money } from "../../../components/ui/money.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { Stat } from "../../../components/ui/stat.tsx";
import type { Answers } from "../../../data/trpc.ts";

/** What the endpoints cost. */
export function EndpointsTotals({ sum }: { readonly sum: Answers["endpoints"]["sum"] | undefined }) {
  return (
    <section
      aria-label="What these endpoints add up to"
      aria-busy={sum === undefined}
      className="card flex flex-wrap gap-x-10 gap-y-3 px-4 py-3"
    >
      <Stat label={sum === undefined ? "Running" : `${sum.runningCount.toLocaleString("en")} running`}>
        {sum === undefined ? <Waiting /> : <Money micros={sum.perHour} unit="/h" />}
      </Stat>
      <Stat label="Used">{sum === undefined ? <Waiting /> : <Money micros={sum.charged} />}</Stat>
      <Stat label="Not charged yet">{sum === undefined ? <Waiting /> : <Money micros={sum.accrued} />}</Stat>
    </section>
  );
}

const Waiting = () => <Skeleton className="my-1 h-5 w-20" />;

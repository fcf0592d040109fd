import { Button } from "../../../components/ui/button.tsx";
import { Callout } from "../../../components/ui/callout.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { Stat } from "../../../components/ui/stat.tsx";
import { problemOf } from "../../../data/problem.ts";
import type { Answers } from "../../../data/trpc.ts";
import type { useSum } from "./use-sum.ts";

type Sum = Answers["activity"]["sum"];

interface SumsProps {
  readonly sum: ReturnType<typeof useSum>;
}

/** The sums of the filtered lines. */
export function Sums({ sum: { data: sum, error, isPlaceholderData: isStale, refetch } }: SumsProps) {
  if (error !== null && (sum === undefined || isStale))
    return (
      <Callout
        tone="bad"
        title="The sums could not be loaded"
        action={<Button onClick={() => void refetch()}>Try again</Button>}
      >
        {problemOf(error).message}
      </Callout>
    );
  return (
    <section
      aria-label="What these entries add up to"
      aria-busy={sum === undefined || isStale}
      className={`card grid grid-cols-2 gap-x-4 gap-y-3 px-4 py-3 tablet:grid-cols-4 ${isStale ? "opacity-60" : ""}`}
    >
      <Stat label="Entries">{sum === undefined ? <Waiting /> : sum.count.toLocaleString("en-US")}</Stat>
      <Stat label="Credit added">
        {sum === undefined ? <Waiting /> : <Money micros={sum.added} sign="always" tone="auto" />}
      </Stat>
      <Stat label="Used">{sum === undefined ? <Waiting /> : <Money micros={sum.used} />}</Stat>
      <Stat label="Expired and revoked">{sum === undefined ? <Waiting /> : <Lost sum={sum} />}</Stat>
    </section>
  );
}

function Lost({ sum: { expired, revoked } }: { readonly sum: Sum }) {
  if (revoked === "0") return <Money micros={expired} />;
  return (
    <span className="flex flex-wrap items-baseline gap-x-2">
      <Money micros={expired} />
      <span className="text-13 font-regular text-muted">
        and <Money micros={revoked} /> revoked
      </span>
    </span>
  );
}

const Waiting = () => <Skeleton className="my-1 h-5 w-20" />;

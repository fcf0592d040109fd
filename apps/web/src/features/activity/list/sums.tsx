import type { ReactNode } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Callout } from "../../../components/ui/callout.tsx";
import { classes } from "../../../components/ui/classes.ts";
import { FineAmounts, isFine } from "../../../components/ui/fine-amounts.ts";
import { Money } from "../../../components/ui/money.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { problemOf } from "../../../data/problem.ts";
import { type Ends, type SumPart, sumParts } from "./sum-parts.ts";
import type { useSum } from "./use-sum.ts";

interface SumsProps {
  readonly sum: ReturnType<typeof useSum>;
  readonly ends: Ends;
}

/** The sums of the filtered lines, as one line that adds up. On a phone it is a list. */
export function Sums({ sum: { data: sum, error, isPlaceholderData: isStale, refetch }, ends }: SumsProps) {
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
  const parts = sumParts(sum, ends);
  return (
    <section
      aria-label="What these entries add up to"
      aria-busy={sum === undefined || isStale}
      className={`card px-4 py-3 ${isStale ? "opacity-60" : ""}`}
    >
      <FineAmounts value={isFine(...parts.map(({ micros }) => micros))}>
        <dl className="flex flex-col gap-y-0.5 tablet:flex-row tablet:flex-wrap tablet:gap-y-2">
          <Part name="Entries">{sum === undefined ? <Waiting /> : sum.count.toLocaleString("en-US")}</Part>
          {parts.map((part) => (
            <Part key={part.name} {...part}>
              {part.micros === null ? <Waiting /> : <Money micros={part.micros} tone={part.tone ?? "plain"} />}
            </Part>
          ))}
        </dl>
      </FineAmounts>
    </section>
  );
}

const MARK_WORDS = { "+": "plus", "−": "minus", "=": "equals" } as const;

/** A figure with its name. The mark before it continues the line. */
function Part({ name, mark, isTotal, children }: Partial<SumPart> & { readonly children: ReactNode }) {
  const hasMark = mark !== undefined;
  return (
    <div
      className={classes(
        "flex items-baseline justify-between gap-x-4 tablet:flex-col tablet:pr-4",
        !hasMark && name !== "Entries" && "border-line max-tablet:border-t max-tablet:pt-1 tablet:border-l tablet:pl-4",
      )}
    >
      <dt className={classes("text-13 text-muted tablet:text-12", hasMark && "tablet:pl-5")}>
        {hasMark && <span className="sr-only">{MARK_WORDS[mark]} </span>}
        {name}
      </dt>
      <dd
        className={classes(
          "flex gap-x-2 text-14 whitespace-nowrap figures tablet:text-16",
          isTotal === true ? "font-strong" : "font-medium",
        )}
      >
        {hasMark && (
          <span aria-hidden="true" className="w-3 text-center font-regular text-muted">
            {mark}
          </span>
        )}
        {children}
      </dd>
    </div>
  );
}

const Waiting = () => <Skeleton className="my-1 h-5 w-20" />;

import { ChartArea } from "lucide-react";
import { memo, useId } from "react";
import { Card } from "../../../components/ui/card.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { creditHistoryWords, isBlank } from "./credit-by-day.ts";
import { CreditHistoryChart } from "./credit-history-chart.tsx";
import { CreditHistoryLegend } from "./credit-history-legend.tsx";
import { CreditHistoryTable } from "./credit-history-table.tsx";
import { useCreditHistory } from "./use-credit-history.ts";

interface CreditHistoryCardProps {
  /** The number of the newest entry. */
  readonly seq: number;
}

/** The credit of the last 30 days and its forecast, as a sentence, a chart and a table. */
export const CreditHistoryCard = memo(({ seq }: CreditHistoryCardProps) => {
  const id = useId();
  const { rows, error, refetch } = useCreditHistory(seq);
  if (rows === undefined && error !== null)
    return (
      <Card title="Credit in 30 days">
        <ErrorState title="The days could not be loaded" error={error} onRetry={() => void refetch()} />
      </Card>
    );
  if (rows !== undefined && isBlank(rows))
    return (
      <Card title="Credit in 30 days">
        <EmptyState icon={ChartArea} title="There was no credit in these days">
          Its way down, and what is planned, is drawn here once there is some.
        </EmptyState>
      </Card>
    );
  return (
    <Card title="Credit in 30 days">
      <figure aria-labelledby={id} aria-busy={rows === undefined}>
        <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
          <figcaption id={id} className="min-h-5 text-13 text-muted figures">
            {rows !== undefined && creditHistoryWords(rows)}
          </figcaption>
          <CreditHistoryLegend rows={rows ?? []} />
        </div>
        <div aria-hidden="true" className="h-60">
          {rows === undefined ? <Skeleton className="h-full w-full" /> : <CreditHistoryChart rows={rows} />}
        </div>
      </figure>
      <CreditHistoryTable rows={rows ?? []} />
    </Card>
  );
});

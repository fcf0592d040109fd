import { ChartArea } from "lucide-react";
import { memo, useId } from "react";
import { Card } from "../../../components/ui/card.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { BurnChart } from "./burn-chart.tsx";
import { BurnLegend } from "./burn-legend.tsx";
import { burnWords, isBlank } from "./burn-rows.ts";
import { BurnTable } from "./burn-table.tsx";
import { useBurn } from "./use-burn.ts";

interface BurnCardProps {
  /** The number of the newest entry. */
  readonly seq: number;
}

/** How credit went in 30 days and how it would go on: as a sentence, as a chart and as a table. */
export const BurnCard = memo(({ seq }: BurnCardProps) => {
  const id = useId();
  const { rows, error, refetch } = useBurn(seq);
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
            {rows !== undefined && burnWords(rows)}
          </figcaption>
          <BurnLegend rows={rows ?? []} />
        </div>
        <div aria-hidden="true" className="h-60">
          {rows === undefined ? <Skeleton className="h-full w-full" /> : <BurnChart rows={rows} />}
        </div>
      </figure>
      <BurnTable rows={rows ?? []} />
    </Card>
  );
});

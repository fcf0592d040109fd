import { getRouteApi } from "@tanstack/react-router";
import { ChartArea, ChartColumn } from "lucide-react";
import { memo, useId, useRef } from "react";
import { Card } from "../../../components/ui/card.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { Segmented } from "../../../components/ui/segmented.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { useIsPhone } from "../../../components/ui/use-media.ts";
import { CHART_DAYS, type ChartDays, type ChartSearch, type ChartView, readChartSearch } from "./chart-search.ts";
import { type CreditDay, creditHistoryWords, isBlank, isUnused, spendWords } from "./credit-by-day.ts";
import { CreditHistoryChart } from "./credit-history-chart.tsx";
import { CreditHistoryLegend } from "./credit-history-legend.tsx";
import { CreditHistoryTable } from "./credit-history-table.tsx";
import { SpendChart } from "./spend-chart.tsx";
import { useChartActions } from "./use-chart-actions.ts";
import { useCreditHistory } from "./use-credit-history.ts";

const route = getRouteApi("/o/$org/");

const VIEWS = [
  { value: "balance", label: "Balance" },
  { value: "spend", label: "Spend per day" },
] as const;

/** A phone shows "d" for "days". */
const RANGES = CHART_DAYS.map((value) => ({
  value,
  label: (
    <>
      <span aria-hidden="true" className="tablet:hidden">
        {value} d
      </span>
      <span className="max-tablet:sr-only">{value} days</span>
    </>
  ),
}));

interface CreditHistoryCardProps {
  /** The number of the newest entry. */
  readonly seq: number;
}

/** The balance or the usage of the last days and the forecast, as a sentence, a chart and a table. */
export const CreditHistoryCard = memo(({ seq }: CreditHistoryCardProps) => {
  const { chart = "balance", days = "30" } = readChartSearch({ ...route.useSearch() });
  const navigate = route.useNavigate();
  const { rows, error, refetch, isStale } = useCreditHistory(seq, days);
  const show = (next: ChartSearch) =>
    void navigate({ search: readChartSearch({ chart, days, ...next }), resetScroll: false });
  const place = useRef<HTMLDivElement>(null);
  useChartActions({ chart, days }, (next) => {
    show(next);
    place.current?.scrollIntoView({ block: "nearest" });
  });
  const isPhone = useIsPhone();
  const views = (
    <Segmented<ChartView>
      label="What the chart shows"
      value={chart}
      options={VIEWS}
      onChange={(next) => show({ chart: next })}
    />
  );
  return (
    <div ref={place} className="scroll-mt-(--top) scroll-mb-4">
      <Card
        title="Over time"
        actions={
          <div className="flex gap-3">
            {!isPhone && views}
            <Segmented<ChartDays>
              label="Days in the chart"
              value={days}
              options={RANGES}
              onChange={(next) => show({ days: next })}
            />
          </div>
        }
      >
        {isPhone && <div className="mb-3">{views}</div>}
        {rows === undefined && error !== null ? (
          <ErrorState title="The days could not be loaded" error={error} onRetry={() => void refetch()} />
        ) : (
          <div className={isStale ? "opacity-60 transition-opacity" : ""}>
            <History rows={rows} view={chart} />
          </div>
        )}
      </Card>
    </div>
  );
});

function History({ rows, view }: { readonly rows: readonly CreditDay[] | undefined; readonly view: ChartView }) {
  const id = useId();
  if (rows !== undefined && view === "balance" && isBlank(rows))
    return (
      <EmptyState icon={ChartArea} title="There was no credit in these days">
        The balance and what is planned are drawn here once there is credit.
      </EmptyState>
    );
  if (rows !== undefined && view === "spend" && isUnused(rows))
    return (
      <EmptyState icon={ChartColumn} title="Nothing was used in these days">
        The usage of each day is drawn here once there is some.
      </EmptyState>
    );
  const words = view === "balance" ? creditHistoryWords : spendWords;
  const Chart = view === "balance" ? CreditHistoryChart : SpendChart;
  return (
    <>
      <figure aria-labelledby={id} aria-busy={rows === undefined}>
        <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
          <figcaption id={id} className="min-h-5 text-13 text-muted figures">
            {/* The space has a baseline, so that the legend does not move when the words come. */}
            {rows === undefined ? "\u00a0" : words(rows)}
          </figcaption>
          <CreditHistoryLegend rows={rows ?? []} view={view} />
        </div>
        <div aria-hidden="true" className="h-60">
          {rows === undefined ? <Skeleton className="h-full w-full" /> : <Chart rows={rows} />}
        </div>
      </figure>
      <CreditHistoryTable rows={rows ?? []} />
    </>
  );
}

import { CalendarRange, ChartArea, ChartColumn } from "lucide-react";
import { useMemo, useRef } from "react";
import { usePageActions } from "../../../shell/page-actions.ts";
import { CHART_DAYS, type ChartSearch } from "./chart-search.ts";

/**
 * What the chart does not show now, for the command menu.
 * @param shown what it shows
 */
export function useChartActions({ chart, days }: Required<ChartSearch>, show: (next: ChartSearch) => void): void {
  const latest = useRef(show);
  latest.current = show;
  usePageActions(
    useMemo(() => {
      const words = "chart graph over time history credit";
      const views = [
        { chart: "balance", label: "Chart the balance", icon: ChartArea },
        { chart: "spend", label: "Chart the spend per day", icon: ChartColumn },
      ] as const;
      return [
        ...views
          .filter((view) => view.chart !== chart)
          .map((view) => ({
            key: `chart-${view.chart}`,
            label: view.label,
            words,
            icon: view.icon,
            run: () => latest.current({ chart: view.chart }),
          })),
        ...CHART_DAYS.filter((range) => range !== days).map((range) => ({
          key: `chart-${range}`,
          label: `Chart ${range} days`,
          words: `${words} range week month quarter`,
          icon: CalendarRange,
          run: () => latest.current({ days: range }),
        })),
      ];
    }, [chart, days]),
  );
}

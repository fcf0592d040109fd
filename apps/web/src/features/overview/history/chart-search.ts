import { oneParam, type Search } from "../../../data/search.ts";

export const CHART_VIEWS = ["balance", "spend"] as const;
export type ChartView = (typeof CHART_VIEWS)[number];

/** How many days the chart goes back, as in the address. */
export const CHART_DAYS = ["7", "30", "90"] as const;
export type ChartDays = (typeof CHART_DAYS)[number];

/** What the chart shows, as in the address. Without a value it is the balance of 30 days. */
export interface ChartSearch {
  readonly chart?: ChartView;
  readonly days?: ChartDays;
}

/** Reads the search of the address, and leaves out invalid values and those that it has without it. */
export function readChartSearch({ chart, days }: Search): ChartSearch {
  const view = oneParam(chart, CHART_VIEWS);
  const range = oneParam(days, CHART_DAYS);
  return {
    ...(view !== undefined && view !== "balance" && { chart: view }),
    ...(range !== undefined && range !== "30" && { days: range }),
  };
}

import { classes } from "../../../components/ui/classes.ts";
import type { ChartView } from "./chart-search.ts";
import type { CreditDay } from "./credit-by-day.ts";

interface CreditHistoryLegendProps {
  readonly rows: readonly CreditDay[];
  readonly view: ChartView;
}

/** The legend of the chart, with the colours that occur in it. */
export function CreditHistoryLegend({ rows, view }: CreditHistoryLegendProps) {
  // The usage of days has one colour, which the sentence above names.
  if (view === "spend") return null;
  const isOwed = rows.some(({ owed }) => owed !== null && owed !== "0");
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-12 text-muted">
      <Key look="bg-promo" name="Promotional" />
      <Key look="bg-paid" name="Paid" />
      <Key look="h-0! w-5! rounded-none! border-t-2 border-dashed border-muted" name="Forecast" />
      {isOwed && <Key look="bg-debt h-0.5!" name="Owed" />}
    </ul>
  );
}

function Key({ look, name }: { readonly look: string; readonly name: string }) {
  return (
    <li className="flex items-center gap-1.5">
      <span aria-hidden="true" className={classes("inline-block h-2 w-3 rounded-[2px]", look)} />
      {name}
    </li>
  );
}

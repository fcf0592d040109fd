import { ChartColumn } from "lucide-react";
import { useId, useMemo } from "react";
import { Card } from "../../components/ui/card.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { Segmented } from "../../components/ui/segmented.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import type { Answers } from "../../data/trpc.ts";
import { chartGroups } from "./chart-groups.ts";
import { UsageChart } from "./usage-chart.tsx";
import type { UsageView } from "./usage-search.ts";
import { chartWords } from "./usage-words.ts";

interface UsageCardProps {
  readonly sums: Answers["usage"]["sum"] | undefined;
  readonly days: readonly string[];
  readonly view: UsageView;
  readonly onView: (view: UsageView) => void;
  readonly isStale: boolean;
}

const VIEWS = [
  { value: "resource", label: "Resource" },
  { value: "project", label: "Project" },
  { value: "member", label: "Member" },
  { value: "day", label: "Day" },
] as const;

/** Usage of each day as a sentence and a chart, with the choice of what it is grouped by. */
export function UsageCard({ sums, days, view, onView, isStale }: UsageCardProps) {
  const id = useId();
  // An answer of other days does not fit the axis.
  const fitting = sums?.total.days.length === days.length ? sums : undefined;
  const groups = useMemo(() => (fitting === undefined ? [] : chartGroups(fitting, view)), [fitting, view]);
  const choice = <Segmented<UsageView> label="Group by" value={view} options={VIEWS} onChange={onView} />;
  return (
    <Card title="Usage by day" actions={choice}>
      {fitting !== undefined && fitting.total.count === 0 ? (
        <EmptyState icon={ChartColumn} title="Nothing was used in these days">
          The usage of each day is drawn here once there is some.
        </EmptyState>
      ) : (
        <figure
          aria-labelledby={id}
          aria-busy={fitting === undefined}
          className={isStale ? "opacity-60 transition-opacity" : ""}
        >
          <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
            <figcaption id={id} className="min-h-5 text-13 text-muted figures">
              {fitting !== undefined && chartWords(days, fitting.total.days.map(BigInt))}
            </figcaption>
            <ul className="flex flex-wrap gap-x-4 gap-y-1 text-12 text-muted">
              {groups.map(({ name, color }) => (
                <li key={name} className="flex items-center gap-1.5">
                  <span
                    aria-hidden="true"
                    className="inline-block h-2 w-3 rounded-[2px]"
                    style={{ background: color }}
                  />
                  {name}
                </li>
              ))}
            </ul>
          </div>
          <div aria-hidden="true" className="h-60">
            {fitting === undefined ? (
              <Skeleton className="h-full w-full" />
            ) : (
              <UsageChart days={days} groups={groups} />
            )}
          </div>
        </figure>
      )}
    </Card>
  );
}

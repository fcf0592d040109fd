import { memo, useMemo } from "react";
import { Bar, CartesianGrid, ComposedChart, Tooltip, XAxis, YAxis } from "recharts";
import { axisSteps, axisWidth, axisWords } from "../../components/chart/axis-steps.ts";
import { Money } from "../../components/ui/money.tsx";
import type { ChartGroup } from "./chart-groups.ts";
import { wordsOfDay } from "./usage-words.ts";

interface UsageChartProps {
  readonly days: readonly string[];
  readonly groups: readonly ChartGroup[];
}

const SMALL = { fontSize: 12, fill: "var(--muted)" };

/** An amount in dollars as a number, for drawing only. */
const toPoint = (micros: bigint): number => Number(micros) / 1e6;

/** Usage of each day as a bar, stacked by group. The caller describes it in words. */
export const UsageChart = memo(({ days, groups }: UsageChartProps) => {
  const points = useMemo(
    () =>
      days.map((day, index) => ({
        day,
        ...Object.fromEntries(groups.map(({ days: used }, group) => [`group${group}`, toPoint(used[index] ?? 0n)])),
      })),
    [days, groups],
  );
  const most = useMemo(
    () =>
      Math.max(
        0,
        ...days.map((_, day) => toPoint(groups.reduce((sum, { days: used }) => sum + (used[day] ?? 0n), 0n))),
      ),
    [days, groups],
  );
  const steps = axisSteps(most);
  const words = axisWords(steps);
  return (
    <ComposedChart
      responsive
      data={points}
      accessibilityLayer={false}
      margin={{ top: 16, right: 8, bottom: 0, left: 0 }}
      style={{ width: "100%", height: "100%" }}
    >
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis
        dataKey="day"
        tickFormatter={wordsOfDay}
        tick={SMALL}
        tickLine={false}
        axisLine={{ stroke: "var(--edge)" }}
        minTickGap={48}
      />
      <YAxis
        ticks={steps}
        tickFormatter={(step: number) => words[steps.indexOf(step)] ?? ""}
        tick={SMALL}
        tickLine={false}
        axisLine={false}
        width={axisWidth(words)}
        interval={0}
        domain={[0, steps.at(-1) ?? 1]}
      />
      {groups.map(({ name, color }, group) => (
        <Bar
          key={name}
          dataKey={`group${group}`}
          stackId="used"
          fill={color}
          isAnimationActive={false}
          maxBarSize={40}
        />
      ))}
      <Tooltip
        isAnimationActive={false}
        cursor={{ fill: "var(--sunken)", fillOpacity: 0.6 }}
        content={({ active, label }) => {
          const day = days.indexOf(String(label));
          return active && day >= 0 ? <Tip day={days[day] ?? ""} index={day} groups={groups} /> : null;
        }}
      />
    </ComposedChart>
  );
});

/** The tooltip of a day: what each group used on it. */
function Tip({
  day,
  index,
  groups,
}: {
  readonly day: string;
  readonly index: number;
  readonly groups: readonly ChartGroup[];
}) {
  const used = groups.filter(({ days }) => (days[index] ?? 0n) > 0n);
  return (
    <div className="card min-w-44 p-3 text-13 shadow-float">
      <p className="mb-1 font-medium">{wordsOfDay(day)}</p>
      {used.length === 0 && <p className="text-muted">Nothing was used</p>}
      {used.map(({ name, color, days }) => (
        <p key={name} className="flex items-center gap-2">
          <span className="size-2 rounded-[2px]" style={{ background: color }} />
          <span className="flex-1 text-muted">{name}</span>
          <Money micros={days[index] ?? 0n} />
        </p>
      ))}
    </div>
  );
}

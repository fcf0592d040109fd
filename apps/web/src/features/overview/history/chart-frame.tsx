import type { ReactElement, ReactNode } from "react";
import { CartesianGrid, ComposedChart, Tooltip, XAxis, YAxis } from "recharts";
import { axisSteps, axisWidth, axisWords } from "../../../components/chart/axis-steps.ts";
import { type CreditDay, wordsOfDay } from "./credit-by-day.ts";
import { CreditHistoryTip } from "./credit-history-tip.tsx";

export const SMALL = { fontSize: 12, fill: "var(--muted)" };

interface Point {
  readonly day: string;
}

interface ChartFrameProps {
  readonly rows: readonly CreditDay[];
  /** One point for each row, in dollars, for drawing only. */
  readonly points: readonly Point[];
  /** The largest value. */
  readonly most: number;
  readonly today: string | undefined;
  readonly children: ReactNode;
}

/** The axes, the grid and the tooltip of a chart of days. The axis of amounts has the width that its words need. */
export function ChartFrame({ rows, points, most, today, children }: ChartFrameProps): ReactElement {
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
      {children}
      <Tooltip
        isAnimationActive={false}
        cursor={{ stroke: "var(--edge)" }}
        content={({ active, label }) => {
          const row = rows.find(({ day }) => day === label);
          return active && row !== undefined ? <CreditHistoryTip row={row} isToday={row.day === today} /> : null;
        }}
      />
    </ComposedChart>
  );
}

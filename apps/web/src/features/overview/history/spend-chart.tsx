import { memo, useMemo } from "react";
import { Bar } from "recharts";
import { ChartFrame } from "./chart-frame.tsx";
import { type CreditDay, toPoint } from "./credit-by-day.ts";

/** The usage of each day as bars. The caller describes it in words. */
export const SpendChart = memo(({ rows }: { readonly rows: readonly CreditDay[] }) => {
  const days = useMemo(() => rows.filter(({ spent }) => spent !== null), [rows]);
  const points = useMemo(() => days.map(({ day, spent }) => ({ day, spent: toPoint(spent) })), [days]);
  const most = Math.max(0, ...points.map(({ spent }) => spent ?? 0));
  return (
    <ChartFrame rows={rows} points={points} most={most} today={days.at(-1)?.day}>
      <Bar dataKey="spent" fill="var(--accent)" isAnimationActive={false} radius={[2, 2, 0, 0]} maxBarSize={40} />
    </ChartFrame>
  );
});

import { memo, useMemo } from "react";
import { Area, CartesianGrid, ComposedChart, Line, ReferenceLine, Tooltip, XAxis, YAxis } from "recharts";
import { type CreditDay, toPoint, wordsOfDay } from "./credit-by-day.ts";
import { CreditHistoryTip } from "./credit-history-tip.tsx";

const SMALL = { fontSize: 12, fill: "var(--muted)" };
const STILL = { isAnimationActive: false, dot: false, activeDot: false } as const;

/**
 * Credit by kind as areas, the forecast as a dashed line, planned grants as marks. The caller describes it in words.
 */
export const CreditHistoryChart = memo(({ rows }: { readonly rows: readonly CreditDay[] }) => {
  const points = useMemo(() => rows.map(pointOf), [rows]);
  const today = rows.find(({ paid, expected }) => paid !== null && expected !== null)?.day;
  const isOwed = rows.some(({ owed }) => owed !== null && owed !== "0");
  return (
    <ComposedChart
      responsive
      data={points}
      accessibilityLayer={false}
      margin={{ top: 16, right: 4, bottom: 0, left: 0 }}
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
        tickFormatter={dollars}
        tick={SMALL}
        tickLine={false}
        axisLine={false}
        width={52}
        tickCount={5}
        domain={[0, "auto"]}
      />
      {today !== undefined && (
        <ReferenceLine
          x={today}
          stroke="var(--edge)"
          label={{ ...SMALL, value: "Today", position: "top", offset: 4, textAnchor: "end" }}
        />
      )}
      {rows
        .filter(({ planned }) => planned.length > 0)
        .map(({ day }) => (
          <ReferenceLine
            key={day}
            x={day}
            stroke="var(--good)"
            strokeDasharray="2 3"
            label={{ ...SMALL, fill: "var(--good)", value: "Planned", position: "top", offset: 4, textAnchor: "start" }}
          />
        ))}
      <Area
        {...STILL}
        dataKey="promotional"
        stackId="credit"
        stroke="var(--promo)"
        fill="var(--promo)"
        fillOpacity={0.2}
        strokeWidth={1.5}
      />
      <Area
        {...STILL}
        dataKey="paid"
        stackId="credit"
        stroke="var(--paid)"
        fill="var(--paid)"
        fillOpacity={0.2}
        strokeWidth={1.5}
      />
      <Line {...STILL} dataKey="expected" stroke="var(--muted)" strokeDasharray="4 4" strokeWidth={1.5} />
      {isOwed && <Line {...STILL} dataKey="owed" stroke="var(--debt)" strokeWidth={1.5} />}
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
});

const pointOf = ({ day, promotional, paid, owed, expected }: CreditDay) => ({
  day,
  promotional: toPoint(promotional),
  paid: toPoint(paid),
  owed: toPoint(owed),
  expected: toPoint(expected),
});

/** Writes the round figures of the axis. */
const dollars = (value: number): string => `$${value.toLocaleString("en", { maximumFractionDigits: 2 })}`;

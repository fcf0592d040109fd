import { memo, useMemo } from "react";
import { Area, Line, ReferenceLine } from "recharts";
import { ChartFrame, SMALL } from "./chart-frame.tsx";
import { type CreditDay, toPoint } from "./credit-by-day.ts";

/** Credit changes at instants, so each day is a step and not a slope. */
const STEP = { type: "step", isAnimationActive: false, dot: false, activeDot: false, strokeWidth: 1.5 } as const;

/**
 * Credit by kind as areas, the forecast as a dashed line, planned grants as marks. The caller describes it in words.
 */
export const CreditHistoryChart = memo(({ rows }: { readonly rows: readonly CreditDay[] }) => {
  const points = useMemo(() => rows.map(pointOf), [rows]);
  const today = rows.find(({ paid, expected }) => paid !== null && expected !== null)?.day;
  const isOwed = rows.some(({ owed }) => owed !== null && owed !== "0");
  return (
    <ChartFrame rows={rows} points={points} most={Math.max(0, ...points.map(highest))} today={today}>
      {today !== undefined && (
        <ReferenceLine
          x={today}
          stroke="var(--edge)"
          label={{ ...SMALL, value: "Today", position: "top", offset: 4, textAnchor: "end" }}
        />
      )}
      {rows
        .flatMap(({ day, planned }, index) =>
          planned.length > 0 ? [{ day, isNearEnd: index > rows.length * 0.8 }] : [],
        )
        .map(({ day, isNearEnd }) => (
          <ReferenceLine
            key={day}
            x={day}
            stroke="var(--good)"
            strokeDasharray="2 3"
            label={{
              ...SMALL,
              fill: "var(--good)",
              value: "Planned",
              position: "top",
              offset: 4,
              textAnchor: isNearEnd ? "end" : "start",
            }}
          />
        ))}
      {rows
        .filter(({ lapses, planned }) => lapses.length > 0 && planned.length === 0)
        .map(({ day }) => (
          <ReferenceLine
            key={`lapse ${day}`}
            x={day}
            stroke="var(--warn)"
            strokeDasharray="2 3"
            label={{ ...SMALL, fill: "var(--warn)", value: "Expires", position: "insideTop", offset: 4 }}
          />
        ))}
      <Area
        {...STEP}
        dataKey="promotional"
        stackId="credit"
        stroke="var(--promo)"
        fill="var(--promo)"
        fillOpacity={0.2}
      />
      <Area {...STEP} dataKey="paid" stackId="credit" stroke="var(--paid)" fill="var(--paid)" fillOpacity={0.2} />
      <Line {...STEP} dataKey="expected" stroke="var(--muted)" strokeDasharray="4 4" />
      {isOwed && <Line {...STEP} dataKey="owed" stroke="var(--debt)" />}
    </ChartFrame>
  );
});

const pointOf = ({ day, promotional, paid, owed, expected }: CreditDay) => ({
  day,
  promotional: toPoint(promotional),
  paid: toPoint(paid),
  owed: toPoint(owed),
  expected: toPoint(expected),
});

const highest = ({ promotional, paid, owed, expected }: ReturnType<typeof pointOf>): number =>
  Math.max((promotional ?? 0) + (paid ?? 0), owed ?? 0, expected ?? 0);

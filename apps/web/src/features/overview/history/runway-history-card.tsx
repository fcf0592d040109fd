import { useQuery } from "@tanstack/react-query";
import { useId, useMemo } from "react";
import { Card } from "../../../components/ui/card.tsx";
import { useNowAs } from "../../../data/now.tsx";
import { useOrg } from "../../../data/org.ts";
import { useTRPC } from "../../../data/trpc.ts";
import { momentWords } from "../../../words/time-words.ts";
import { lengthWords, longestOf, type RunwayPoint, runwayHistoryWords, runwayPoints } from "./runway-history-words.ts";

const WIDTH = 600;
const HEIGHT = 64;

/** How the runway moved within a week, as a sentence and a line. Nothing before it has moved. */
export function RunwayHistoryCard() {
  const { id: org } = useOrg();
  const id = useId();
  const { data } = useQuery(
    useTRPC().overview.runwayHistory.queryOptions({ org, days: 7 }, { staleTime: 60_000, meta: { live: true } }),
  );
  const points = useMemo(() => runwayPoints(data?.notes ?? []), [data]);
  const words = useNowAs((now) => runwayHistoryWords(points, now));
  const first = useNowAs((now) => momentWords(points[0]?.at ?? now, now));
  const last = useNowAs((now) => momentWords(points.at(-1)?.at ?? now, now));
  if (points.filter(({ leftMs }) => leftMs !== null).length < 2) return null;
  return (
    <Card title="How the runway moved">
      <figure aria-labelledby={id}>
        <figcaption id={id} className="mb-3 text-13 text-muted figures">
          {words}
        </figcaption>
        <p aria-hidden="true" className="mb-1 text-12 text-muted figures">
          {lengthWords(longestOf(points))}
        </p>
        <svg
          aria-hidden="true"
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="h-16 w-full overflow-visible border-b border-line text-accent"
        >
          <path
            d={pathOf(points)}
            fill="none"
            stroke="currentColor"
            strokeWidth={1.5}
            vectorEffect="non-scaling-stroke"
          />
        </svg>
        <p aria-hidden="true" className="mt-1 flex justify-between text-12 text-muted figures">
          <span>{first}</span>
          <span>{last}</span>
        </p>
      </figure>
    </Card>
  );
}

/** A line of steps: each value holds until the next. A time without running work is a gap. */
function pathOf(points: readonly RunwayPoint[]): string {
  const from = points[0]?.at ?? 0;
  const length = Math.max(1, (points.at(-1)?.at ?? 0) - from);
  const most = Math.max(1, longestOf(points));
  const parts: string[] = [];
  let isDrawing = false;
  for (const { at, leftMs } of points) {
    const x = (((at - from) / length) * WIDTH).toFixed(1);
    if (isDrawing) parts.push(`H${x}`);
    if (leftMs !== null) parts.push(`${isDrawing ? "V" : `M${x} `}${(HEIGHT - (leftMs / most) * HEIGHT).toFixed(1)}`);
    isDrawing = leftMs !== null;
  }
  return parts.join("");
}

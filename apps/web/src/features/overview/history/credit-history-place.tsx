import { type ReactNode, useEffect, useState } from "react";
import { Card } from "../../../components/ui/card.tsx";
import { late } from "../../../components/ui/late.tsx";
import type { Answers } from "../../../data/trpc.ts";

const CreditHistoryCard = late(() => import("./credit-history-card.tsx").then((module) => module.CreditHistoryCard));

/** Reserves the space of the chart. Its code is loaded after the browser has painted the figures. */
export function CreditHistoryPlace({ overview }: { readonly overview: Answers["overview"]["get"] | undefined }) {
  const isAfterPaint = useIsAfterPaint(overview !== undefined);
  const placeholder: ReactNode = (
    <Card title="Over time">
      <div aria-hidden="true" className="h-88 tablet:h-77" />
    </Card>
  );
  if (overview === undefined || !isAfterPaint) return placeholder;
  return <CreditHistoryCard seq={overview.seq} waiting={placeholder} />;
}

/** Whether the browser had time to paint after something appeared. */
function useIsAfterPaint(hasAppeared: boolean): boolean {
  const [isAfter, setIsAfter] = useState(false);
  useEffect(() => {
    if (!hasAppeared) return undefined;
    const timer = setTimeout(() => setIsAfter(true), 50);
    return () => clearTimeout(timer);
  }, [hasAppeared]);
  return isAfter;
}

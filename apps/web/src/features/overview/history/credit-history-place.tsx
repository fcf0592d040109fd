import { type ReactNode, useEffect, useState } from "react";
import { Card } from "../../../components/ui/card.tsx";
import { late } from "../../../components/ui/late.tsx";
import type { Answers } from "../../../data/trpc.ts";

const CreditHistoryCard = late(() => import("./credit-history-card.tsx").then((module) => module.CreditHistoryCard));

/** Keeps the place of the chart, which is loaded once the figures are there and painted. */
export function CreditHistoryPlace({ overview }: { readonly overview: Answers["overview"]["get"] | undefined }) {
  const isTime = useIsAfterPaint(overview !== undefined);
  const place: ReactNode = (
    <Card title="Credit in 30 days">
      <div aria-hidden="true" className="h-77" />
    </Card>
  );
  if (overview === undefined || !isTime) return place;
  return <CreditHistoryCard seq={overview.seq} waiting={place} />;
}

/** Whether the browser had a moment to paint since something was there. */
function useIsAfterPaint(isThere: boolean): boolean {
  const [isAfter, setIsAfter] = useState(false);
  useEffect(() => {
    if (!isThere) return undefined;
    const timer = setTimeout(() => setIsAfter(true), 50);
    return () => clearTimeout(timer);
  }, [isThere]);
  return isAfter;
}

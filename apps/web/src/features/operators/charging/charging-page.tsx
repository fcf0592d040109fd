import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Callout } from "../../../components/ui/callout.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { useTRPC } from "../../../data/trpc.ts";
import { OperatorProblem } from "../operator-problem.tsx";
import type { Charging } from "./charging.ts";
import { PauseDialog } from "./pause-dialog.tsx";
import { ReconciliationCard } from "./reconciliation-card.tsx";

/** Whether the platform takes payments, the switch that pauses them, and what was found at Stripe. */
export function ChargingPage() {
  const { data, error, refetch } = useQuery(useTRPC().operators.charging.get.queryOptions());
  if (error !== null && data === undefined)
    return <OperatorProblem title="Charging did not load" error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton className="h-64 w-full" />;
  return (
    <>
      <Off charging={data} />
      <Switch charging={data} />
      <ReconciliationCard reconciliation={data.reconciliation} />
    </>
  );
}

function Off({ charging: { takesPayments, off } }: { readonly charging: Charging }) {
  if (!takesPayments)
    return (
      <Callout tone="info" title="This platform takes no payments">
        It has no key of Stripe. The guide to Stripe says how to set it up.
      </Callout>
    );
  if (off === null) return null;
  if (off.reason === "paused")
    return (
      <Callout tone="warn" title="Charging is paused">
        Since <Time at={off.since} />: {off.why}
      </Callout>
    );
  return (
    <Callout tone="bad" title="Charging waits for reconciliation">
      {off.why} No payment is started until the payments at Stripe are compared with the books. That happens by itself.
    </Callout>
  );
}

function Switch({ charging: { off } }: { readonly charging: Charging }) {
  const [isOpen, setIsOpen] = useState(false);
  const isPaused = off?.reason === "paused";
  return (
    <Card
      title="Payments"
      actions={
        <Button size="small" look={isPaused ? "primary" : "plain"} onClick={() => setIsOpen(true)}>
          {isPaused ? "Resume charging" : "Pause charging"}
        </Button>
      }
    >
      <p className="max-w-[60ch] text-14 text-pretty text-muted">
        While charging is paused, no payment of any organization is started: no purchase, no automatic top-up, no
        renewal. Payments that were started before are still looked up and booked.
      </p>
      <PauseDialog isOpen={isOpen} isPaused={isPaused} onClose={() => setIsOpen(false)} />
    </Card>
  );
}

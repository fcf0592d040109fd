import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { BadgeCheck } from "lucide-react";
import { Callout } from "../../../components/ui/callout.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { useTRPC } from "../../../data/trpc.ts";
import { AwayCells } from "../away-cells.tsx";
import { OperatorProblem } from "../operator-problem.tsx";
import { ParkedAttempts } from "./parked-attempts.tsx";
import { ParkedWork } from "./parked-work.tsx";

/** Payments whose outcome does not fit, and events and work of payments that failed too often. */
export function CasesPage() {
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.operators.cases.list.queryOptions({}));
  if (error !== null)
    return <OperatorProblem title="The cases did not load" error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton className="h-32 w-full" />;
  const { attempts, work, claims, waitingForSeller, away } = data;
  const notes = (
    <>
      <AwayCells away={away} lacks="Payments and work" onRetry={() => void refetch()} />
      <WaitsForSeller count={waitingForSeller} />
    </>
  );
  if (attempts.length + work.length + claims.length === 0)
    return (
      <>
        {notes}
        <Card>
          <EmptyState
            icon={BadgeCheck}
            title={`No payment ${away.length > 0 ? "of the other cells " : ""}waits for a decision`}
          >
            A payment of another amount than was asked for, one without an outcome for three days, and an event that
            cannot be booked wait here.
          </EmptyState>
        </Card>
      </>
    );
  return (
    <>
      {notes}
      {attempts.length > 0 && <ParkedAttempts attempts={attempts} />}
      {work.length + claims.length > 0 && <ParkedWork work={work} claims={claims} />}
    </>
  );
}

/** Receipts and credit notes that nobody can issue, since it is not known who sells. */
function WaitsForSeller({ count }: { readonly count: number }) {
  if (count === 0) return null;
  const documents = count === 1 ? "1 receipt waits" : `${count.toLocaleString("en-US")} receipts wait`;
  return (
    <Callout
      tone="warn"
      title={`${documents} for the seller's profile`}
      action={
        <Link to="/operators/seller" className="text-13 font-medium underline">
          Enter the seller
        </Link>
      }
    >
      No receipt and no credit note is issued before it is known who sells. They follow within an hour.
    </Callout>
  );
}

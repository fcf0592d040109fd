import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { Card } from "../../../components/ui/card.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { useTRPC } from "../../../data/trpc.ts";
import { ActDialog } from "../act/act-dialog.tsx";
import type { ActTarget } from "../act/act-target.ts";
import { ContractsCard } from "../contracts/contracts-card.tsx";
import { OperatorProblem } from "../operator-problem.tsx";
import { TaxIdCard } from "../tax-id/tax-id-card.tsx";
import { ActsCard } from "./acts-card.tsx";
import { AuditCard } from "./audit-card.tsx";
import { CellCard } from "./cell-card.tsx";
import { CreditCards } from "./credit-cards.tsx";
import { OrganizationHead } from "./organization-head.tsx";
import { PaymentsCard } from "./payments-card.tsx";
import { PeopleCards } from "./people-cards.tsx";
import { WorkCards } from "./work-cards.tsx";

const route = getRouteApi("/operators/o/$org");

/**
 * The whole state of an organization. Both audit logs keep each look, so the page reads it again only after an act or on
 * a new visit.
 */
export function OrganizationPage() {
  const { org } = route.useParams();
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(
    trpc.operators.organization.queryOptions(
      { org },
      { staleTime: Number.POSITIVE_INFINITY, gcTime: 0, refetchOnReconnect: false },
    ),
  );
  const [target, setTarget] = useState<ActTarget | null>(null);
  if (error !== null)
    return <OperatorProblem title="The organization did not load" error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Waiting />;
  return (
    <>
      <OrganizationHead seen={data} onAct={setTarget} />
      <div className="grid grid-cols-1 items-start gap-4 desktop:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-4">
          <CreditCards seen={data} onAct={setTarget} />
          <PaymentsCard seen={data} onAct={setTarget} />
          <WorkCards seen={data} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <ContractsCard org={org} name={data.name} isClosed={data.closedAt !== null} />
          <TaxIdCard org={org} name={data.name} />
          <ActsCard acts={data.acts} />
          <PeopleCards seen={data} />
          {data.cell !== null && <CellCard org={org} cell={data.cell} />}
          <AuditCard audit={data.audit} />
        </div>
      </div>
      <ActDialog org={org} name={data.name} target={target} onClose={() => setTarget(null)} />
    </>
  );
}

function Waiting() {
  return (
    <Card>
      <div aria-busy="true" className="flex flex-col gap-4">
        <Skeleton className="h-7 w-64 max-w-full" />
        <Skeleton className="h-10 w-40" />
        <Skeleton className="h-5 w-80 max-w-full" />
      </div>
    </Card>
  );
}

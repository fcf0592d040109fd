import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Building2, SearchX } from "lucide-react";
import { Card } from "../../../components/ui/card.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { useTRPC } from "../../../data/trpc.ts";
import { AwayCells } from "../away-cells.tsx";
import { OperatorProblem } from "../operator-problem.tsx";
import { FoundOrganizations } from "./found-organizations.tsx";

const route = getRouteApi("/operators/");

/** Finds organizations. The audit log of the platform keeps each search, so a shown result is not fetched again. */
export function SearchPage() {
  const { q } = route.useSearch();
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(
    trpc.operators.find.queryOptions(
      { text: q ?? "" },
      { enabled: q !== undefined, staleTime: Number.POSITIVE_INFINITY, refetchOnReconnect: false },
    ),
  );
  if (q === undefined)
    return (
      <Card>
        <EmptyState icon={Building2} title="Find an organization">
          Search by a part of its name, an id, the e-mail address of a person, or the whole name of a job.
        </EmptyState>
      </Card>
    );
  if (error !== null) return <OperatorProblem title="The search failed" error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Searching />;
  const { organizations, people, jobs, away } = data;
  return (
    <>
      <AwayCells away={away} lacks="Jobs" onRetry={() => void refetch()} />
      {organizations.length + people.length + jobs.length === 0 ? (
        <Card>
          <EmptyState icon={SearchX} title="Nothing matches">
            No organization, person or job{away.length > 0 && " of the other cells"} has “{q}”. A job is found by its
            whole name or its id.
          </EmptyState>
        </Card>
      ) : (
        <FoundOrganizations found={data} />
      )}
    </>
  );
}

function Searching() {
  return (
    <Card title="Organizations">
      <div aria-busy="true" className="flex flex-col gap-3">
        <Skeleton className="h-5 w-60" />
        <Skeleton className="h-5 w-48" />
      </div>
    </Card>
  );
}

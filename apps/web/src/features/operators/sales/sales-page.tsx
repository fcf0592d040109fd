import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { MessageSquare } from "lucide-react";
import { Card } from "../../../components/ui/card.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { Segmented } from "../../../components/ui/segmented.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { useTRPC } from "../../../data/trpc.ts";
import { OperatorProblem } from "../operator-problem.tsx";
import { SalesRequestCard } from "./sales-request-card.tsx";
import { SALES_WORDS, type SalesState } from "./sales-state.ts";

const route = getRouteApi("/operators/sales");

const OPTIONS = [
  ...(Object.keys(SALES_WORDS) as SalesState[]).map((value) => ({ value, label: SALES_WORDS[value] })),
  { value: "all" as const, label: "All" },
];

/** The requests to talk to sales, with what became of each. */
export function SalesPage() {
  const { state = "new" } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <Segmented
        label="Which requests"
        value={state}
        options={OPTIONS}
        onChange={(next) => void navigate({ search: { state: next } })}
      />
      <Requests state={state} />
    </>
  );
}

function Requests({ state }: { readonly state: SalesState | "all" }) {
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(
    trpc.sales.list.queryOptions({ limit: 200, ...(state !== "all" && { state }) }),
  );
  if (error !== null)
    return <OperatorProblem title="The requests did not load" error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton className="h-32 w-full" />;
  if (data.requests.length === 0)
    return (
      <Card>
        <EmptyState icon={MessageSquare} title="No requests here">
          Members and visitors ask on the page “Talk to sales”. Each request waits here for an answer by e-mail.
        </EmptyState>
      </Card>
    );
  return (
    <ul className="flex flex-col gap-3">
      {data.requests.map((request) => (
        <SalesRequestCard key={request.request} request={request} />
      ))}
    </ul>
  );
}

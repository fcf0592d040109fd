import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { SearchX } from "lucide-react";
import { AddCredit } from "../../../components/credit/add-credit.tsx";
import { Announced } from "../../../components/ui/announced.tsx";
import { buttonLook } from "../../../components/ui/button.tsx";
import { Callout } from "../../../components/ui/callout.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { problemOf } from "../../../data/problem.ts";
import { newsOf } from "../endpoint-words.ts";
import { EndpointCharges } from "./endpoint-charges.tsx";
import { EndpointHead } from "./endpoint-head.tsx";
import { endpointQuery } from "./endpoint-query.ts";

const route = getRouteApi("/o/$org/endpoints/$endpoint");

/** What an endpoint costs and why, charge by charge. */
export function EndpointPage() {
  const { org, endpoint: name } = route.useParams();
  const { data: endpoint, error, refetch } = useQuery(endpointQuery(org, name));
  if (endpoint === undefined && error !== null) {
    if (problemOf(error).kind === "missing") return <NoSuchEndpoint endpoint={name} />;
    return <ErrorState title="The endpoint could not be loaded" error={error} onRetry={() => void refetch()} />;
  }
  if (endpoint === undefined) return <Loading />;
  const news = newsOf(endpoint);
  return (
    <div className="flex flex-col gap-4 tablet:gap-6">
      <Announced messages={news === null ? [] : [{ key: news.title, text: `${news.title}. ${news.text}` }]} />
      {news !== null && (
        <Callout
          tone={news.isStopped ? "bad" : "warn"}
          title={news.title}
          action={endpoint.missing !== null && <AddCredit />}
        >
          {news.text}
        </Callout>
      )}
      <EndpointHead endpoint={endpoint} />
      <EndpointCharges org={org} endpoint={name} />
    </div>
  );
}

function Loading() {
  return (
    <div aria-busy="true" className="flex flex-col gap-4 tablet:gap-6">
      <span role="status" className="sr-only">
        The endpoint is loading
      </span>
      <div className="card flex flex-col gap-2 p-4 tablet:p-6">
        <Skeleton className="h-5 w-40" />
        <Skeleton className="h-11 w-48" />
        <Skeleton className="h-5 w-full max-w-120" />
        <Skeleton className="mt-4 h-24 w-full" />
      </div>
      <Skeleton className="h-44 w-full" />
    </div>
  );
}

function NoSuchEndpoint({ endpoint }: { readonly endpoint: string }) {
  const all = (
    <route.Link to="/o/$org/endpoints" className={buttonLook()}>
      All endpoints
    </route.Link>
  );
  return (
    <div className="card">
      <EmptyState icon={SearchX} title="There is no such endpoint" action={all}>
        No endpoint of this organization is called “{endpoint}”. Names are exact, capitals included.
      </EmptyState>
    </div>
  );
}

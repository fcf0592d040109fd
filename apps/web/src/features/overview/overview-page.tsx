import { useQuery } from "@tanstack/react-query";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { late } from "../../components/ui/late.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { useOrg } from "../../data/org.ts";
import { overviewQuery } from "../../data/overview.ts";
import type { Answers } from "../../data/trpc.ts";
import { CreditCard } from "./credit-card.tsx";
import { CreditHistoryPlace } from "./history/credit-history-place.tsx";
import { isNew } from "./is-new.ts";

const load = () => import("./overview-details.tsx");
const loadAttention = () => import("./overview-attention.tsx");
const OverviewDetails = late(() => load().then((module) => module.OverviewDetails));
const OverviewAttention = late(() => loadAttention().then((module) => module.OverviewAttention));

// The visit begins here: this code comes beside the session and the data, not after them.
if (/^\/o\/[^/]+\/?$/.test(location.pathname)) Promise.all([loadAttention(), load()]).catch(() => undefined);

const RunwayHistoryCard = late(() =>
  import("./history/runway-history-card.tsx").then((module) => module.RunwayHistoryCard),
);
const FirstSteps = late(() => import("./first-steps.tsx").then((module) => module.FirstSteps));

/** Answers whether work can go on: the credit, the running jobs, the newest entries and the credit history. */
export function OverviewPage() {
  const org = useOrg();
  const { data, error, refetch } = useQuery(overviewQuery(org.id));
  if (data === undefined && error !== null)
    return <ErrorState title="The overview could not be loaded" error={error} onRetry={() => void refetch()} />;
  return (
    <div className="flex flex-col gap-4 tablet:gap-6">
      <CreditCard overview={data} />
      <OverviewAttention overview={data} />
      {data !== undefined && isNew(data) && <FirstSteps waiting={<Skeleton className="h-96 w-full" />} />}
      {data?.seq !== 0 && <Figures overview={data} />}
    </div>
  );
}

function Figures({ overview }: { readonly overview: Answers["overview"]["get"] | undefined }) {
  return (
    <>
      <OverviewDetails overview={overview} waiting={<div aria-hidden="true" className="card h-72" />} />
      <CreditHistoryPlace overview={overview} />
      <RunwayHistoryCard />
    </>
  );
}

import { useQuery } from "@tanstack/react-query";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { useOrg } from "../../data/org.ts";
import { overviewQuery } from "../../data/overview.ts";
import { AttentionList } from "./attention-list.tsx";
import { CreditCard } from "./credit-card.tsx";
import { CreditHistoryPlace } from "./history/credit-history-place.tsx";
import { LatestActivities } from "./latest-activities.tsx";
import { RunningNow } from "./running-now.tsx";

/** Answers whether work can go on: the credit, the running jobs, the newest entries and the credit history. */
export function OverviewPage() {
  const org = useOrg();
  const { data, error, refetch } = useQuery(overviewQuery(org.id));
  if (data === undefined && error !== null)
    return <ErrorState title="The overview could not be loaded" error={error} onRetry={() => void refetch()} />;
  return (
    <div className="flex flex-col gap-4 tablet:gap-6">
      <CreditCard overview={data} />
      <AttentionList overview={data} />
      <div className="grid gap-4 tablet:gap-6 desktop:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <RunningNow overview={data} />
        <LatestActivities activities={data?.activities} />
      </div>
      <CreditHistoryPlace overview={data} />
    </div>
  );
}

import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { ListChecks } from "lucide-react";
import { Card } from "../../../components/ui/card.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { Segmented } from "../../../components/ui/segmented.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { useTRPC } from "../../../data/trpc.ts";
import { OperatorProblem } from "../operator-problem.tsx";
import { ApprovalCard } from "./approval-card.tsx";
import { CampaignApprovalCard } from "./campaign-approval-card.tsx";

const route = getRouteApi("/operators/approvals");

const OPTIONS = [
  { value: "wanted", label: "Waiting" },
  { value: "all", label: "All acts" },
] as const;

/** The acts and campaigns of operators that wait for approval, or all of them. */
export function ApprovalsPage() {
  const { all = false } = route.useSearch();
  const navigate = route.useNavigate();
  const onlyWanted = !all;
  return (
    <>
      <Segmented
        label="Which acts"
        value={all ? "all" : "wanted"}
        options={OPTIONS}
        onChange={(value) => void navigate({ search: { all: value === "all" ? true : undefined } })}
      />
      <Approvals onlyWanted={onlyWanted} />
    </>
  );
}

function Approvals({ onlyWanted }: { readonly onlyWanted: boolean }) {
  const trpc = useTRPC();
  const acts = useQuery(trpc.approvals.list.queryOptions({ onlyWanted, limit: 200 }));
  const campaigns = useQuery(trpc.campaigns.list.queryOptions({ approval: onlyWanted ? "wanted" : "asked" }));
  const error = acts.error ?? campaigns.error;
  const retry = () => void Promise.all([acts.refetch(), campaigns.refetch()]);
  if (error !== null) return <OperatorProblem title="The acts did not load" error={error} onRetry={retry} />;
  if (acts.data === undefined || campaigns.data === undefined) return <Skeleton className="h-32 w-full" />;
  const items = [
    ...acts.data.acts.map((act) => ({ at: act.askedAt, card: <ApprovalCard key={act.act} act={act} /> })),
    ...campaigns.data.campaigns.map((campaign) => ({
      at: campaign.createdAt,
      card: <CampaignApprovalCard key={campaign.campaign} campaign={campaign} />,
    })),
  ];
  if (items.length === 0)
    return (
      <Card>
        <EmptyState icon={ListChecks} title={onlyWanted ? "Nothing waits for approval" : "No operator has acted yet"}>
          An act or a campaign above the limit of one operator waits here for seven days, until another operator
          decides.
        </EmptyState>
      </Card>
    );
  return (
    <ul className="flex flex-col gap-3">{items.sort((a, b) => (a.at < b.at ? 1 : -1)).map(({ card }) => card)}</ul>
  );
}

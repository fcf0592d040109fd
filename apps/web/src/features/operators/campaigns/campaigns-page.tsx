import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, Ticket } from "lucide-react";
import { useCallback, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { useTRPC } from "../../../data/trpc.ts";
import { OperatorProblem } from "../operator-problem.tsx";
import { type CampaignAct, CampaignTable } from "./campaign-table.tsx";
import type { Campaign } from "./campaign-words.tsx";
import { CreateCodesDialog } from "./create-codes-dialog.tsx";
import { EndCampaignDialog } from "./end-campaign-dialog.tsx";
import { NewCampaignDialog } from "./new-campaign-dialog.tsx";

const DIALOGS = { codes: CreateCodesDialog, end: EndCampaignDialog };

/** The campaigns of redeem codes: what a code gives, to whom, and how often it was redeemed. */
export function CampaignsPage() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { data, isPending, error, refetch } = useQuery(trpc.campaigns.list.queryOptions({}));
  const [isCreating, setIsCreating] = useState(false);
  const [open, setOpen] = useState<{ readonly act: CampaignAct; readonly campaign: Campaign } | null>(null);
  const onAct = useCallback((act: CampaignAct, campaign: Campaign) => setOpen({ act, campaign }), []);
  const onChanged = () => client.invalidateQueries({ queryKey: [["campaigns"]] });
  if (data === undefined && error !== null)
    return <OperatorProblem title="The campaigns did not load" error={error} onRetry={() => void refetch()} />;
  const create = (
    <Button look="primary" icon={Plus} onClick={() => setIsCreating(true)}>
      New campaign
    </Button>
  );
  const campaigns = data?.campaigns ?? [];
  const Open = open === null ? null : DIALOGS[open.act];
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p className="max-w-[60ch] text-14 text-muted">
          The codes of a campaign add credit when a member redeems them. Codes are shown once, when they are made.
        </p>
        {campaigns.length > 0 && create}
      </div>
      <CampaignTable
        campaigns={campaigns}
        isLoading={isPending}
        onAct={onAct}
        empty={
          <EmptyState icon={Ticket} title="No campaigns yet" action={create}>
            Make one for an event or a partner, then create codes for it.
          </EmptyState>
        }
      />
      <NewCampaignDialog
        isOpen={isCreating}
        alone={data?.alone}
        onClose={() => setIsCreating(false)}
        onCreated={onChanged}
      />
      {Open !== null && open !== null && (
        <Open
          key={`${open.act} ${open.campaign.campaign}`}
          campaign={open.campaign}
          onClose={() => setOpen(null)}
          onChanged={onChanged}
        />
      )}
    </>
  );
}

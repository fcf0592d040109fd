import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Money } from "../../../components/ui/money.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { toast } from "../../../components/ui/toast.ts";
import { problemOf } from "../../../data/problem.ts";
import { useTRPC } from "../../../data/trpc.ts";
import { type Campaign, CampaignState, sizeWords, termsWords } from "../campaigns/campaign-words.tsx";
import { Decision, refuseCampaign } from "./decision.tsx";

/** A campaign that needed approval, with its reason, and the buttons to decide on it. */
export function CampaignApprovalCard({ campaign }: { readonly campaign: Campaign }) {
  const { name, amount, total, reason, approval, approveBefore, madeBy, createdAt } = campaign;
  const { decidedBy, decisionReason, endedAt, validUntil } = campaign;
  const isWaiting = approval === "wanted" && endedAt === null;
  return (
    <li className="card flex flex-wrap items-start justify-between gap-4 p-4">
      <div className="min-w-0 flex-1 basis-72">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="text-20 font-strong">
            {total === null ? "No limit" : <Money micros={total} kind="exact" />}
          </span>
          <span className="text-14 font-medium">Campaign of codes</span>
          <CampaignState campaign={campaign} />
        </div>
        <p className="mt-1 text-14 font-medium break-words">{name}</p>
        <p className="text-14">
          <Money micros={amount} kind="exact" /> for each redemption; {sizeWords(campaign)}
        </p>
        <p className="mt-1 text-14 break-words">“{reason}”</p>
        <p className="mt-1 text-13 break-words text-muted">
          {madeBy?.name ?? "An operator"}, <Time at={createdAt} />
          {decidedBy !== null && `; decided by ${decidedBy.name ?? "another operator"}`}; credit that{" "}
          {termsWords(campaign)}
          {validUntil !== null && (
            <>
              ; codes valid until <Time at={validUntil} look="moment" />
            </>
          )}
          {decisionReason !== null && <span className="block">Refused: “{decisionReason}”</span>}
        </p>
        {isWaiting && approveBefore !== null && (
          <p className="mt-1 text-13 text-muted">
            Expires <Time at={approveBefore} />
          </p>
        )}
      </div>
      {isWaiting && <CampaignDecision campaign={campaign} />}
    </li>
  );
}

function CampaignDecision({ campaign: { campaign, name, isOwn } }: { readonly campaign: Campaign }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { mutate, isPending } = useMutation(
    trpc.campaigns.approve.mutationOptions({
      onSuccess: () =>
        toast({ title: `${name} is approved`, description: "Its codes can be created now.", tone: "good" }),
      onError: (error) => toast({ title: "This was not approved", description: problemOf(error).message, tone: "bad" }),
      onSettled: () => queryClient.invalidateQueries({ queryKey: [["campaigns"]] }),
    }),
  );
  return (
    <Decision
      what="this campaign"
      description={name}
      isOwn={isOwn}
      isApproving={isPending}
      approve={() => mutate({ campaign })}
      refuse={refuseCampaign(campaign)}
    />
  );
}

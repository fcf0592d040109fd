import { useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { trpcClient } from "../../../data/trpc.ts";
import { RefuseDialog } from "./refuse-dialog.tsx";

interface DecisionProps {
  /** What waits, such as `this act`. */
  readonly what: string;
  /** The organization or the name of what waits, for the dialog. */
  readonly description: string;
  /** Whether the operator asked for it, and so cannot decide. */
  readonly isOwn: boolean;
  readonly isApproving: boolean;
  readonly approve: () => void;
  readonly refuse: (reason: string) => Promise<unknown>;
}

/** The buttons that decide on what waits for approval. */
export function Decision({ what, description, isOwn, isApproving, approve, refuse }: DecisionProps) {
  const [isRefusing, setIsRefusing] = useState(false);
  const reason = isOwn ? "You asked for this yourself, so another operator must decide." : undefined;
  return (
    <div className="flex shrink-0 gap-2">
      <Button disabledReason={reason} onClick={() => setIsRefusing(true)}>
        Refuse
      </Button>
      <Button look="primary" disabledReason={reason} isLoading={isApproving} onClick={approve}>
        Approve
      </Button>
      <RefuseDialog
        what={what}
        description={description}
        refuse={refuse}
        isOpen={isRefusing}
        onClose={() => setIsRefusing(false)}
      />
    </div>
  );
}

/** Refuses an act of an operator. */
export const refuseAct = (act: string) => (reason: string) => trpcClient.approvals.refuse.mutate({ act, reason });

/** Refuses a campaign of an operator. */
export const refuseCampaign = (campaign: string) => (reason: string) =>
  trpcClient.campaigns.refuse.mutate({ campaign, reason });

import { ConfirmDialog } from "../../../components/confirm/confirm-dialog.tsx";
import { toast } from "../../../components/ui/toast.ts";
import { trpcClient } from "../../../data/trpc.ts";
import { type Campaign, isOpen } from "./campaign-words.tsx";

interface EndCampaignDialogProps {
  readonly campaign: Campaign;
  readonly onClose: () => void;
  readonly onChanged: () => unknown;
}

/** Asks before a campaign ends. */
export function EndCampaignDialog({ campaign: ended, onClose, onChanged }: EndCampaignDialogProps) {
  const { campaign, name } = ended;
  const run = async (): Promise<void> => {
    await trpcClient.campaigns.end.mutate({ campaign });
    toast({ title: `${name} has ended` });
    void onChanged();
  };
  if (!isOpen(ended))
    return (
      <ConfirmDialog
        isOpen
        onClose={onClose}
        title={`Withdraw ${name}?`}
        act="Withdraw the request"
        isDangerous
        run={run}
      >
        It waits for approval no more, and gets no codes. You can ask for a new campaign.
      </ConfirmDialog>
    );
  return (
    <ConfirmDialog isOpen onClose={onClose} title={`End ${name}?`} act="End the campaign" isDangerous run={run}>
      None of its codes can be redeemed from now on. Credit that was redeemed stays. This cannot be undone.
    </ConfirmDialog>
  );
}

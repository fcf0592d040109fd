import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { KeyRound, MoreHorizontal, Pencil, Power, Send, Trash2 } from "lucide-react";
import { useState } from "react";
import { ConfirmDialog } from "../../../components/confirm/confirm-dialog.tsx";
import { Button, IconButton } from "../../../components/ui/button.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { Menu } from "../../../components/ui/menu.tsx";
import { toast } from "../../../components/ui/toast.ts";
import { useOrg } from "../../../data/org.ts";
import { problemOf } from "../../../data/problem.ts";
import { trpcClient } from "../../../data/trpc.ts";
import { ShownSecret } from "../shown-secret.tsx";
import { useWebhooks, useWebhooksChanged, type Webhook } from "../use-webhooks.ts";
import { WebhookForm } from "../webhook-form.tsx";

type Act = "edit" | "rotate" | "switch" | "remove";
type Change = Parameters<typeof trpcClient.webhooks.update.mutate>[0];

/** What a person may do with a webhook: send a test event, change it, rotate its secret, switch it, remove it. */
export function WebhookActs({ webhook }: { readonly webhook: Webhook }) {
  const org = useOrg();
  const changed = useWebhooksChanged();
  const [act, setAct] = useState<Act | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const isOn = webhook.off === null;
  const named = { org: org.id, webhook: webhook.webhook };
  const close = (): void => setAct(null);
  const test = useMutation({
    mutationFn: () => trpcClient.webhooks.test.mutate(named),
    onSuccess: async () => {
      toast({ title: "The test event is on its way", tone: "good" });
      await changed();
    },
    onError: (error) => toast({ title: problemOf(error).message, tone: "bad" }),
  });
  const open = (next: Act) => () => setAct(next);
  return (
    <div className="flex items-center gap-2">
      {isOn ? (
        <Button icon={Send} isLoading={test.isPending} onClick={() => test.mutate()}>
          Send test event
        </Button>
      ) : (
        <Button look="primary" icon={Power} onClick={open("switch")}>
          Switch on
        </Button>
      )}
      <Menu
        align="end"
        trigger={<IconButton icon={MoreHorizontal} label="More actions" />}
        sections={[
          {
            key: "change",
            items: [
              { key: "edit", label: "Edit", icon: Pencil, onSelect: open("edit") },
              { key: "rotate", label: "Rotate the secret", icon: KeyRound, onSelect: open("rotate") },
              ...(isOn ? [{ key: "switch", label: "Switch off", icon: Power, onSelect: open("switch") }] : []),
            ],
          },
          {
            key: "end",
            items: [{ key: "remove", label: "Remove", icon: Trash2, tone: "bad", onSelect: open("remove") }],
          },
        ]}
      />
      <EditDialog webhook={webhook} isOpen={act === "edit"} onClose={close} />
      <ConfirmDialog
        isOpen={act === "rotate"}
        onClose={close}
        title="Rotate the signing secret?"
        act="Rotate the secret"
        run={async () => {
          const made = await trpcClient.webhooks.rotate.mutate(named);
          setSecret(made.secret);
          await changed();
        }}
      >
        For 24 hours the present secret and the new one both sign every message, so that your receiver can change over.
        {webhook.earlierUntil !== null && " An earlier rotation is not over yet: its first secret ends at once."}
      </ConfirmDialog>
      <ShownSecret secret={secret} onClose={() => setSecret(null)}>
        Put it into your receiver within 24 hours. Until then the secret before it signs too.
      </ShownSecret>
      <ConfirmDialog
        isOpen={act === "switch"}
        onClose={close}
        title={isOn ? "Switch this webhook off?" : "Switch this webhook on?"}
        act={isOn ? "Switch off" : "Switch on"}
        run={async () => {
          await trpcClient.webhooks.update.mutate({ ...named, isOn: !isOn });
          toast({ title: isOn ? "The webhook is off" : "The webhook is on", tone: "good" });
          await changed();
        }}
      >
        {isOn
          ? `It gets no more events.${webhook.waiting === 0 ? "" : ` ${webhook.waiting} that wait are dropped.`} They stay in the log.`
          : "It gets events from now on. Send what it missed again from the log."}
      </ConfirmDialog>
      <RemoveDialog webhook={webhook} isOpen={act === "remove"} onClose={close} />
    </div>
  );
}

interface ActProps {
  readonly webhook: Webhook;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

function EditDialog({ webhook, isOpen, onClose }: ActProps) {
  const org = useOrg();
  const { data } = useWebhooks();
  const changed = useWebhooksChanged();
  return (
    <Dialog isOpen={isOpen} onClose={onClose} size="wide" title="Edit the webhook">
      <WebhookForm
        webhook={webhook}
        kinds={data?.kinds ?? []}
        send={(terms) =>
          trpcClient.webhooks.update.mutate({ org: org.id, webhook: webhook.webhook, ...terms } as Change)
        }
        onDone={async () => {
          onClose();
          toast({ title: "The webhook is changed", tone: "good" });
          await changed();
        }}
      />
    </Dialog>
  );
}

function RemoveDialog({ webhook, isOpen, onClose }: ActProps) {
  const org = useOrg();
  const navigate = useNavigate();
  const changed = useWebhooksChanged();
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      title="Remove this webhook?"
      act="Remove the webhook"
      keep="Keep it"
      isDangerous
      run={async () => {
        await trpcClient.webhooks.remove.mutate({ org: org.id, webhook: webhook.webhook });
        toast({ title: "The webhook is removed", tone: "good" });
        await navigate({ to: "/o/$org/settings/webhooks", params: { org: org.id } });
        await changed();
      }}
    >
      It gets no more events, and its log is deleted. To keep the log, switch it off instead.
    </ConfirmDialog>
  );
}

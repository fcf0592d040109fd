import { Plus, Webhook as WebhookIcon } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { RefusedState } from "../../../components/ui/refused-state.tsx";
import { useOrg } from "../../../data/org.ts";
import { problemOf } from "../../../data/problem.ts";
import { trpcClient } from "../../../data/trpc.ts";
import { ShownSecret } from "../shown-secret.tsx";
import { useWebhooks, useWebhooksChanged } from "../use-webhooks.ts";
import { WebhookForm } from "../webhook-form.tsx";
import { WebhooksTable } from "./webhooks-table.tsx";

/** The webhooks of an organization, and whether they work. */
export function WebhookList() {
  const org = useOrg();
  const { data, isPending, error, refetch } = useWebhooks();
  const changed = useWebhooksChanged();
  const [isCreating, setIsCreating] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  if (data === undefined && error !== null) return <Trouble error={error} onRetry={() => void refetch()} />;
  const create = (
    <Button look="primary" icon={Plus} onClick={() => setIsCreating(true)}>
      New webhook
    </Button>
  );
  const webhooks = data?.webhooks ?? [];
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p className="max-w-[60ch] text-14 text-muted">
          Scrip posts events such as low credit to your addresses, signed, and tries again for three days.
        </p>
        {webhooks.length > 0 && create}
      </div>
      <WebhooksTable
        webhooks={webhooks}
        isLoading={isPending}
        empty={
          <EmptyState icon={WebhookIcon} title="No webhooks yet" action={create}>
            Make one for each service that must know at once when credit runs low or a job should pause.
          </EmptyState>
        }
      />
      <Dialog isOpen={isCreating} onClose={() => setIsCreating(false)} size="wide" title="New webhook">
        <WebhookForm
          kinds={data?.kinds ?? []}
          send={(terms) => trpcClient.webhooks.create.mutate({ org: org.id, ...terms } as NewWebhook)}
          onDone={async (made) => {
            setIsCreating(false);
            setSecret(made.secret);
            await changed();
          }}
        />
      </Dialog>
      <ShownSecret secret={secret} onClose={() => setSecret(null)}>
        Your receiver verifies each message with it. If it is lost, rotate it on the page of the webhook.
      </ShownSecret>
    </div>
  );
}

/** The kinds come from the server, so they are kinds that it knows. */
type NewWebhook = Parameters<typeof trpcClient.webhooks.create.mutate>[0];

function Trouble({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  return (
    <div className="card">
      {problemOf(error).code === "permission_missing" ? (
        <RefusedState title="Your role does not include webhooks">
          An owner or an admin of the organization can see and make them.
        </RefusedState>
      ) : (
        <ErrorState title="The webhooks could not be loaded" error={error} onRetry={onRetry} />
      )}
    </div>
  );
}

import { useNavigate } from "@tanstack/react-router";
import { Callout } from "../../../components/ui/callout.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { Fact, Facts } from "../../../components/ui/facts.tsx";
import { Segmented } from "../../../components/ui/segmented.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { TextLink } from "../../../components/ui/text-link.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { useOrg } from "../../../data/org.ts";
import { Health } from "../list/webhooks-table.tsx";
import type { Webhook } from "../use-webhooks.ts";
import type { DeliveryState, WebhookSearch } from "../webhook-search.ts";
import { kindsWords, OFF_WORDS, STATE_WORDS } from "../webhook-words.ts";
import { DeliveryDrawer } from "./delivery-drawer.tsx";
import { DeliveryTable } from "./delivery-table.tsx";
import { useWebhook } from "./use-webhook.ts";
import { WebhookActs } from "./webhook-acts.tsx";

interface WebhookPageProps {
  readonly webhook: string;
  readonly search: WebhookSearch;
}

/** A webhook: whether it works, and what was sent to it. */
export function WebhookPage({ webhook: id, search }: WebhookPageProps) {
  const { id: org } = useOrg();
  const navigate = useNavigate();
  const show = (next: WebhookSearch): void =>
    void navigate({
      to: "/o/$org/settings/webhooks",
      params: { org },
      search: { webhook: id, ...next } as object,
      replace: true,
      resetScroll: false,
    });
  const { data: webhook, error, refetch } = useWebhook(id);
  if (webhook === undefined && error !== null)
    return (
      <div className="card">
        <ErrorState title="The webhook could not be loaded" error={error} onRetry={() => void refetch()} />
      </div>
    );
  if (webhook === undefined) return <Skeleton className="h-48 w-full" />;
  const { delivery, state } = search;
  return (
    <div className="flex min-w-0 flex-col gap-5">
      <Head webhook={webhook} org={org} />
      <div className="overflow-x-auto">
        <Segmented
          label="Deliveries"
          value={state ?? "all"}
          onChange={(next) => show(next === "all" ? {} : { state: next })}
          options={[{ value: "all" as const, label: "All" }, ...STATES]}
        />
      </div>
      <DeliveryTable org={org} webhook={id} search={search} />
      <DeliveryDrawer
        delivery={delivery}
        isOn={webhook.off === null}
        onClose={() => show({ ...(state !== undefined && { state }) })}
      />
    </div>
  );
}

const STATES = (Object.keys(STATE_WORDS) as DeliveryState[]).map((state) => ({
  value: state,
  label: STATE_WORDS[state].words,
}));

function Head({ webhook, org }: { readonly webhook: Webhook; readonly org: string }) {
  const { url, description, off, failingSince, deliveredAt, earlierUntil, eventKinds, waiting } = webhook;
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <TextLink to="/o/$org/settings/webhooks" params={{ org }} isAlone>
        All webhooks
      </TextLink>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h2 className="text-16 font-medium break-all">{url}</h2>
          {description !== "" && <p className="text-13 text-muted">{description}</p>}
        </div>
        <WebhookActs webhook={webhook} />
      </div>
      {off !== null && (
        <Callout tone={off.reason === "person" ? "info" : "bad"} title="This webhook is off">
          {OFF_WORDS[off.reason]} It gets no events. Switch it on, then send again what it missed.
        </Callout>
      )}
      {off === null && failingSince !== null && (
        <Callout tone="warn" title="Deliveries fail">
          Nothing was delivered since <Time at={failingSince} look="moment" />. Scrip tries again for three days and
          then switches the webhook off.
        </Callout>
      )}
      <Facts>
        <Fact name="State">
          <Health webhook={webhook} />
        </Fact>
        <Fact name="Events">{kindsWords(eventKinds)}</Fact>
        <Fact name="Last delivered">{deliveredAt === null ? "Never" : <Time at={deliveredAt} />}</Fact>
        <Fact name="Waiting">{waiting}</Fact>
        {earlierUntil !== null && (
          <Fact name="Earlier secret">
            valid until <Time at={earlierUntil} look="moment" />
          </Fact>
        )}
      </Facts>
    </div>
  );
}

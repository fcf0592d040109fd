import { useMutation } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import { Badge } from "../../../components/ui/badge.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { CodeBlock } from "../../../components/ui/code-block.tsx";
import { DescriptionList } from "../../../components/ui/description-list.tsx";
import { Drawer } from "../../../components/ui/drawer.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { toast } from "../../../components/ui/toast.ts";
import { useOrg } from "../../../data/org.ts";
import { problemOf } from "../../../data/problem.ts";
import { type Answers, trpcClient } from "../../../data/trpc.ts";
import { useWebhooksChanged } from "../use-webhooks.ts";
import { outcomeWords, prettyBody, STATE_WORDS } from "../webhook-words.ts";
import { useDelivery } from "./use-webhook.ts";

type Whole = Answers["webhooks"]["delivery"];

interface DeliveryDrawerProps {
  /** The delivery of the address. */
  readonly delivery: string | undefined;
  /** Whether its webhook is on, so that it can be sent again. */
  readonly isOn: boolean;
  readonly onClose: () => void;
}

/** What was sent, every try, and the button that sends it again. */
export function DeliveryDrawer({ delivery, isOn, onClose }: DeliveryDrawerProps) {
  const { data, error, refetch } = useDelivery(delivery);
  return (
    <Drawer isOpen={delivery !== undefined} onClose={onClose} title={data?.kind ?? "Delivery"}>
      {data === undefined && error !== null && (
        <ErrorState title="The delivery could not be loaded" error={error} onRetry={() => void refetch()} />
      )}
      {data === undefined && error === null && <Skeleton className="h-48 w-full" />}
      {data !== undefined && <Content delivery={data} isOn={isOn} />}
    </Drawer>
  );
}

function Content({ delivery, isOn }: { readonly delivery: Whole; readonly isOn: boolean }) {
  const { tone, words } = STATE_WORDS[delivery.state];
  return (
    <div className="flex flex-col gap-5">
      <DescriptionList
        items={[
          {
            name: "State",
            value: (
              <Badge tone={tone} hasDot>
                {words}
              </Badge>
            ),
          },
          { name: "Happened", value: <Time at={delivery.createdAt} look="exact" /> },
          ...(delivery.nextAt === null
            ? []
            : [{ name: "Next try", value: <Time at={delivery.nextAt} look="exact" /> }]),
          { name: "Number", value: delivery.sequence },
          { name: "webhook-id", value: <span className="font-mono text-12 break-all">{delivery.id}</span> },
        ]}
      />
      {isOn && <SendAgain delivery={delivery} />}
      <CodeBlock label="What is sent" code={prettyBody(delivery.body)} />
      <section aria-label="Tries" className="flex flex-col gap-3">
        <h3 className="text-14 font-medium">Tries</h3>
        {delivery.tries.length === 0 && <p className="text-13 text-muted">None yet.</p>}
        {delivery.tries.map((each) => (
          <Try key={each.number} attempt={each} />
        ))}
      </section>
    </div>
  );
}

function Try({ attempt }: { readonly attempt: Whole["tries"][number] }) {
  const { number, at, latencyMs, answer } = attempt;
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap justify-between gap-x-4 text-13">
        <span className="font-medium">
          {number}. {outcomeWords(attempt)}
        </span>
        <span className="text-muted">
          <Time at={at} look="moment" />
          {latencyMs !== null && <span className="figures">, {latencyMs} ms</span>}
        </span>
      </p>
      {answer !== null && answer !== "" && <CodeBlock label={`Answer ${number}`} code={answer} />}
    </div>
  );
}

function SendAgain({ delivery: { delivery } }: { readonly delivery: Whole }) {
  const org = useOrg();
  const changed = useWebhooksChanged();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => trpcClient.webhooks.redeliver.mutate({ org: org.id, delivery }),
    onSuccess: async () => {
      toast({ title: "The event is sent again", tone: "good" });
      await changed();
    },
  });
  return (
    <div className="flex flex-col gap-2">
      <Button icon={RotateCw} isLoading={isPending} onClick={() => mutate()}>
        Send again
      </Button>
      <p role="alert" className="text-13 text-bad empty:hidden">
        {error !== null && problemOf(error).message}
      </p>
    </div>
  );
}

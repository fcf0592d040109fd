import { EVENT_GROUPS, eventTitle } from "@scrip/contract/notices/event-words";
import type { EventKind } from "@scrip/contract/notices/events";
import { Button } from "../../components/ui/button.tsx";
import { Card } from "../../components/ui/card.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { Switch } from "../../components/ui/switch.tsx";
import { useOrg } from "../../data/org.ts";
import { useSession } from "../../data/session.ts";
import { useChoices, useChoose } from "./use-choices.ts";

/** Of which notices the reader gets e-mails. The inbox has all of them. */
export function EmailChoices() {
  const { id: org } = useOrg();
  const { person } = useSession();
  const { data, error, refetch } = useChoices(org);
  const { mutate: choose } = useChoose(org);
  if (data === undefined && error !== null)
    return (
      <div className="card">
        <ErrorState title="Your choices could not be loaded" error={error} onRetry={() => void refetch()} />
      </div>
    );
  const chosen = new Map(data?.kinds.map(({ kind, email }) => [kind, email]));
  const groups = EVENT_GROUPS.map(({ title, kinds }) => ({ title, kinds: kinds.filter((kind) => chosen.has(kind)) }));
  const all = groups.flatMap(({ kinds }) => kinds);
  return (
    <Card
      title="Your e-mails"
      actions={
        <span className="flex gap-2">
          <TurnAll kinds={all} chosen={chosen} email onChoose={choose} />
          <TurnAll kinds={all} chosen={chosen} email={false} onChoose={choose} />
        </span>
      }
    >
      <div className="flex flex-col gap-5">
        <p className="max-w-[64ch] text-14 text-pretty text-muted">
          Every notice is in your inbox. Choose which ones also come to {person?.email ?? "you"} by e-mail. The choice
          is yours alone, and for this organization.
        </p>
        {data === undefined && <Skeleton className="h-64 w-full" />}
        <div className="grid gap-x-8 gap-y-5 desktop:grid-cols-2">
          {groups
            .filter(({ kinds }) => kinds.length > 0)
            .map(({ title, kinds }) => (
              <fieldset key={title} className="flex min-w-0 flex-col gap-2">
                <legend className="mb-2 text-13 font-strong">{title}</legend>
                {kinds.map((kind) => (
                  <Switch
                    key={kind}
                    label={eventTitle(kind)}
                    isOn={chosen.get(kind) ?? false}
                    onChange={(email) => choose({ kinds: [kind], email })}
                  />
                ))}
              </fieldset>
            ))}
        </div>
      </div>
    </Card>
  );
}

interface TurnAllProps {
  readonly kinds: readonly EventKind[];
  readonly chosen: ReadonlyMap<EventKind, boolean>;
  readonly email: boolean;
  readonly onChoose: (choice: { readonly kinds: readonly EventKind[]; readonly email: boolean }) => void;
}

function TurnAll({ kinds, chosen, email, onChoose }: TurnAllProps) {
  const others = kinds.filter((kind) => chosen.get(kind) !== email);
  const words = email ? "All on" : "All off";
  return (
    <Button
      size="small"
      look="plain"
      disabledReason={others.length === 0 ? `All are ${email ? "on" : "off"}.` : undefined}
      onClick={() => onChoose({ kinds: others, email })}
    >
      {words}
    </Button>
  );
}

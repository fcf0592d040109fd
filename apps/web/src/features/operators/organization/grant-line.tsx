import { sourceWords } from "@scrip/domain/activity";
import { KindBadge } from "../../../components/activity/grant-name.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { Line } from "../lines-card.tsx";
import type { PartProps, Seen } from "./seen.ts";

interface GrantLineProps extends Pick<PartProps, "onAct"> {
  readonly grant: Seen["grants"][number];
}

/** An open grant, with the part of it that is free. */
export function GrantLine({ grant, onAct }: GrantLineProps) {
  const { grant: id, source, kind, amount, available, held, revoked, expiresAt } = grant;
  const most = String(BigInt(amount) - BigInt(revoked));
  return (
    <Line
      title={
        <span className="flex items-center gap-2">
          <span className="inline-block truncate first-letter:uppercase">{sourceWords(source)}</span>
          <KindBadge kind={kind} />
        </span>
      }
      note={
        <>
          of <Money micros={amount} kind="exact" />
          {held !== "0" && (
            <>
              , <Money micros={held} kind="exact" /> on hold
            </>
          )}
          {expiresAt === null ? ", never expires" : <Expiry at={expiresAt} />}
        </>
      }
      value={<Money micros={available} kind="exact" />}
      action={
        <Button size="small" onClick={() => onAct({ kind: "revoke", grant: id, about: sourceWords(source), most })}>
          Take back
        </Button>
      }
    />
  );
}

const Expiry = ({ at }: { readonly at: string }) => (
  <>
    , expires <Time at={at} look="day" />
  </>
);

import { LineMoney } from "../../../components/activity/line-money.tsx";
import { LineTitle } from "../../../components/activity/line-title.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { Line, LinesCard } from "../lines-card.tsx";
import { GrantLine } from "./grant-line.tsx";
import type { PartProps } from "./seen.ts";

/** Open credit, debts, the newest usage and the newest entries. */
export function CreditCards({ seen, onAct }: PartProps) {
  const { grants, activities } = seen;
  return (
    <>
      <LinesCard title="Open credit" count={grants.length} empty="There is no open credit.">
        {grants.map((grant) => (
          <GrantLine key={grant.grant} grant={grant} onAct={onAct} />
        ))}
      </LinesCard>
      <Debts seen={seen} onAct={onAct} />
      <Usage seen={seen} onAct={onAct} />
      <LinesCard title="Latest entries" count={activities.length} empty="No credit history found.">
        {activities.map((line) => (
          <Line
            key={line.seq}
            title={<LineTitle line={line} />}
            note={
              <>
                #{line.seq}, <Time at={line.at} look="moment" />
              </>
            }
            value={<LineMoney line={line} />}
          />
        ))}
      </LinesCard>
    </>
  );
}

function Debts({ seen: { debts }, onAct }: PartProps) {
  if (debts.length === 0) return null;
  return (
    <LinesCard title="Owed" count={debts.length} empty="">
      {debts.map(({ debt, open, at }) => (
        <Line
          key={debt}
          title={<span className="font-mono text-12">{debt}</span>}
          note={
            <>
              Since <Time at={at} look="moment" />
            </>
          }
          value={<Money micros={open} kind="exact" tone="bad" />}
          action={
            <Button size="small" onClick={() => onAct({ kind: "forgive", debt, most: open })}>
              Forgive
            </Button>
          }
        />
      ))}
    </LinesCard>
  );
}

function Usage({ seen: { charges }, onAct }: PartProps) {
  return (
    <LinesCard title="Latest usage" count={charges.length} empty="Nothing was used yet.">
      {charges.map(({ charge, at, job, resource, amount }) => (
        <Line
          key={charge}
          title={job ?? resource ?? "Usage"}
          note={<Time at={at} look="moment" />}
          value={<Money micros={amount} kind="exact" />}
          action={
            <Button
              size="small"
              onClick={() => onAct({ kind: "refund", charge, about: job ?? resource ?? "usage", most: amount })}
            >
              Refund
            </Button>
          }
        />
      ))}
    </LinesCard>
  );
}

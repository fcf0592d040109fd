import { Badge } from "../../../components/ui/badge.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { PURPOSES } from "../cases/parked-attempt.ts";
import { Line, LinesCard } from "../lines-card.tsx";
import type { PartProps } from "./seen.ts";

/** The newest payments, each with the way to pay it back. */
export function PaymentsCard({ seen: { payments }, onAct }: PartProps) {
  if (payments.length === 0) return null;
  return (
    <LinesCard title="Payments" count={payments.length} empty="">
      {payments.map(({ attempt, purpose, gross, paidWith, at, refunded, isDisputed, left }) => (
        <Line
          key={attempt}
          title={
            <span className="flex items-center gap-2">
              <span className="truncate">{PURPOSES[purpose]}</span>
              {isDisputed && <Badge tone="bad">Disputed</Badge>}
            </span>
          }
          note={
            <>
              {paidWith !== null && `${paidWith}, `}
              <Time at={at} look="moment" />
              {refunded !== "0" && (
                <span className="block">
                  <Money micros={refunded} kind="exact" tone="muted" /> paid back
                </span>
              )}
            </>
          }
          value={<Money micros={gross} kind="exact" />}
          action={
            left !== "0" && (
              <Button
                size="small"
                onClick={() => onAct({ kind: "refund_payment", attempt, about: "this payment", most: left })}
              >
                Refund
              </Button>
            )
          }
        />
      ))}
    </LinesCard>
  );
}

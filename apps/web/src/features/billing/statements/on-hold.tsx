import { Card } from "../../../components/ui/card.tsx";
import { Figures } from "../../../components/ui/figures.tsx";
import type { Statement } from "./statement-query.ts";

/** Credit on hold, which is a part of the balances and changes none of them. Nothing, if nothing was on hold. */
export function OnHold({ held: { opening, placed, released, used, closing } }: Pick<Statement, "held">) {
  if ([opening, placed].every((amount) => BigInt(amount) === 0n)) return null;
  const less = (amount: string) => ({ micros: -BigInt(amount), sign: "always" }) as const;
  return (
    <Card title="On hold">
      <p className="mb-2 max-w-[70ch] text-13 text-pretty text-muted">
        A part of the balances above: credit that was kept for running jobs.
      </p>
      <Figures
        label="On hold"
        lines={[
          { key: "opening", label: "At the beginning", amounts: [{ micros: opening }] },
          { key: "placed", label: "Put on hold", amounts: [{ micros: placed, sign: "always" }] },
          { key: "released", label: "Released", amounts: [less(released)] },
          { key: "used", label: "Used", amounts: [less(used)] },
          { key: "closing", label: "At the end", amounts: [{ micros: closing }], isTotal: true },
        ]}
      />
    </Card>
  );
}

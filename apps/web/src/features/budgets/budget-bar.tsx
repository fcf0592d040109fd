import { classes } from "../../components/ui/classes.ts";
import { thresholdOf } from "./budget-words.ts";

interface BudgetBarProps {
  /** Digits of micro-USD. */
  readonly used: string;
  /** The part of `used` that is on hold. */
  readonly held: string;
  readonly cap: string;
}

/** A use as a bar: what was used, what is on hold, and the rest up to the cap. The amounts beside it say the same. */
export function BudgetBar({ used, held, cap }: BudgetBarProps) {
  const whole = BigInt(used) > BigInt(cap) ? BigInt(used) : BigInt(cap);
  const percent = (amount: bigint): string => `${Number((amount * 10_000n) / whole) / 100}%`;
  const threshold = thresholdOf({ used, cap });
  return (
    <span aria-hidden="true" className="flex h-1.5 w-full gap-px overflow-hidden rounded-small bg-sunken">
      <span className={FILLS[threshold]} style={{ width: percent(BigInt(used) - BigInt(held)) }} />
      <span className={classes("bg-held striped")} style={{ width: percent(BigInt(held)) }} />
    </span>
  );
}

const FILLS = { 0: "bg-accent", 50: "bg-accent", 80: "bg-warn", 100: "bg-bad" } as const;

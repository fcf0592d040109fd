import { Money } from "../../../components/ui/money.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { exactDurationWords } from "../../../words/exact-duration-words.ts";
import { type Epoch, flagWords } from "./epoch-words.ts";

/** The tooltip of an epoch's bar. */
export function EpochTip({ epoch, decision }: { readonly epoch: Epoch; readonly decision: string }) {
  const { leg, at, fromMs, untilMs, amount } = epoch;
  const flags = flagWords(epoch);
  return (
    <span className="block figures">
      <span className="block font-medium">
        Epoch {leg}: <Money micros={amount} kind="exact" />
      </span>
      <span className="block">
        {exactDurationWords(fromMs)} to {exactDurationWords(untilMs)}
      </span>
      <span className="block">
        <Time at={at} look="exact" />
      </span>
      <span className="block">
        {decision}
        {flags !== "" && `. ${flags}`}
      </span>
    </span>
  );
}

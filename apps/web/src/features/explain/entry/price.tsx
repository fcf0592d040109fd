import { Figures } from "../../../components/ui/figures.tsx";
import { shapeLines } from "../../../words/cost-words.ts";
import { exactDurationWords } from "../../../words/exact-duration-words.ts";
import { rateWords, unitsWords } from "../../../words/rate-words.ts";
import type { Explained } from "../parts/entry-words.ts";
import { alignedUsd, finestUsd } from "../parts/figure-words.ts";
import { Part } from "../parts/part.tsx";
import { linesOfShape } from "./shape-lines.ts";

const SHAPES = { graduated: "Price by tiers", volume: "Price by volume", package: "Price by packages" } as const;

/** The price as the ledger computes it: rate times units times time, rounded once, minus earlier charges. */
export function Price({ charge }: { readonly charge: NonNullable<Explained["charge"]> }) {
  const { rateNanos, unitsMilli, fromMs, untilMs, shape, exact: product, cumulative, chargedBefore, amount } = charge;
  if (rateNanos === null || unitsMilli === null || untilMs === null) return null;
  if (product === null || cumulative === null || chargedBefore === null) return null;
  const part =
    fromMs === null || fromMs === 0 ? undefined : `of which this usage covers ${exactDurationWords(untilMs - fromMs)}`;
  return (
    <Part title="How the price is made">
      <Figures
        label="How the price is made"
        lines={[
          ...(shape === null
            ? [{ key: "rate", label: "Rate per unit and hour", figures: [rateWords(rateNanos)] }]
            : [{ key: "shape", label: SHAPES[shape.price.kind], note: shapeLines(shape.price, "hour").join(", ") }]),
          { key: "units", ...(shape === null && { mark: "×" }), label: "Units", figures: [unitsWords(unitsMilli)] },
          {
            key: "time",
            mark: "×",
            label: "Billed time of the job so far",
            figures: [exactDurationWords(untilMs)],
            ...(part !== undefined && { note: part }),
          },
          ...(shape === null ? [] : linesOfShape({ exact: product }, shape)),
          { key: "exact", mark: "=", label: "Exactly", figures: [finestUsd(product)] },
          {
            key: "cumulative",
            label: shape?.isMinimum === true ? "The least price of a job" : "Rounded down to the micro-dollar",
            figures: [alignedUsd(cumulative)],
          },
          { key: "before", mark: "−", label: "Used before", figures: [alignedUsd(chargedBefore)] },
          { key: "amount", mark: "=", label: "This usage", figures: [alignedUsd(amount)], isTotal: true },
        ]}
      />
    </Part>
  );
}

import { Figures } from "../../../components/ui/figures.tsx";
import { shapeLines } from "../../../words/cost-words.ts";
import { exactDurationWords } from "../../../words/exact-duration-words.ts";
import { rateWords, unitsWords } from "../../../words/rate-words.ts";
import type { Explained } from "../parts/entry-words.ts";
import { alignedUsd, finestUsd } from "../parts/figure-words.ts";
import { Part } from "../parts/part.tsx";
import { linesOfShape, SHAPES } from "./shape-lines.ts";
import { linesOfUse } from "./use-lines.ts";

/** The price as the ledger computes it, of a job or of other use. */
export function Price({ charge }: { readonly charge: NonNullable<Explained["charge"]> }) {
  const { metered } = charge;
  if (metered === null) return <PriceOfJob charge={charge} />;
  return (
    <Part title="How the price is made">
      <Figures label="How the price is made" lines={linesOfUse(charge, metered)} />
    </Part>
  );
}

/** The price of a job: rate times units times time, rounded once, minus earlier charges. */
function PriceOfJob({ charge }: { readonly charge: NonNullable<Explained["charge"]> }) {
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
          ...(shape === null ? [] : linesOfShape({ exact: product, unit: "hour" }, shape)),
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

import type { FigureLine } from "../../../components/ui/figures.tsx";
import { shapeLines } from "../../../words/cost-words.ts";
import { rateWords } from "../../../words/rate-words.ts";
import type { Explained } from "../parts/entry-words.ts";
import { finestUsd } from "../parts/figure-words.ts";

type Charge = NonNullable<Explained["charge"]>;

/** The calculation by a price shape: what each tier or the packages cost, up to the price before rounding. */
export function linesOfShape({ exact }: { readonly exact: string }, shape: NonNullable<Charge["shape"]>): FigureLine[] {
  const { price, tiers, packages } = shape;
  return packages === null
    ? tiers.map(({ upTo, rateNanos, units, exact: part }, index) => ({
        key: `tier ${index}`,
        label: `${units} unit-hours × ${rateWords(rateNanos)}`,
        note: tierWords(price.kind, upTo, index, tiers.length),
        figures: [finestUsd(part)],
      }))
    : [
        {
          key: "packages",
          label: `${packages.toLocaleString("en-US")} × ${shapeLines(price, "hour")[0]}`,
          figures: [finestUsd(exact)],
        },
      ];
}

function tierWords(kind: string, upTo: number | null, index: number, count: number): string {
  const end = upTo === null ? "" : ` up to ${upTo.toLocaleString("en-US")}`;
  if (kind === "volume") return `all of it in the tier${end === "" ? " without an end" : end}`;
  return index === count - 1 && upTo === null ? "the rest" : `the part${end}`;
}

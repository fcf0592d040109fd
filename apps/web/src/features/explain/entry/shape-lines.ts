import type { FigureLine } from "../../../components/ui/figures.tsx";
import { shapeLines } from "../../../words/cost-words.ts";
import { rateWords } from "../../../words/rate-words.ts";
import type { Unit } from "../../../words/unit-words.ts";
import type { Explained } from "../parts/entry-words.ts";
import { finestUsd } from "../parts/figure-words.ts";

type Charge = NonNullable<Explained["charge"]>;

/** The kinds of prices beyond a plain rate. */
export const SHAPES = { graduated: "Price by tiers", volume: "Price by volume", package: "Price by packages" } as const;

const UNITS: Readonly<Record<Unit, string>> = {
  hour: "unit-hours",
  "gb-month": "GB-months",
  gb: "GB",
  each: "pieces",
};

/** A quantity with its unit: `12.5 GB`. A resource that is sold no more has units without a name. */
export const quantityWords = (units: string, unit: Unit | null): string =>
  `${units} ${unit === null ? "units" : UNITS[unit]}`;

/** The calculation by a price shape: what each tier or the packages cost, up to the price before rounding. */
export function linesOfShape(
  { exact, unit }: { readonly exact: string; readonly unit: Unit | null },
  shape: NonNullable<Charge["shape"]>,
): FigureLine[] {
  const { price, tiers, packages } = shape;
  return packages === null
    ? tiers.map(({ upTo, rateNanos, units, exact: part }, index) => ({
        key: `tier ${index}`,
        label: `${quantityWords(units, unit)} × ${rateWords(rateNanos)}`,
        note: tierWords(price.kind, upTo, index, tiers.length),
        figures: [finestUsd(part)],
      }))
    : [
        {
          key: "packages",
          label: `${packages.toLocaleString("en-US")} × ${shapeLines(price, unit ?? "each")[0]}`,
          figures: [finestUsd(exact)],
        },
      ];
}

function tierWords(kind: string, upTo: number | null, index: number, count: number): string {
  const end = upTo === null ? "" : ` up to ${upTo.toLocaleString("en-US")}`;
  if (kind === "volume") return `all of it in the tier${end === "" ? " without an end" : end}`;
  return index === count - 1 && upTo === null ? "the rest" : `the part${end}`;
}

import type { FigureLine } from "../../../components/ui/figures.tsx";
import { shapeLines } from "../../../words/cost-words.ts";
import { exactDurationWords } from "../../../words/exact-duration-words.ts";
import { rateWords, unitsWords } from "../../../words/rate-words.ts";
import { UNIT_WORDS } from "../../../words/unit-words.ts";
import type { Explained } from "../parts/entry-words.ts";
import { alignedUsd, finestUsd } from "../parts/figure-words.ts";
import { linesOfShape, quantityWords, SHAPES } from "./shape-lines.ts";

type Charge = NonNullable<Explained["charge"]>;
type Metered = NonNullable<Charge["metered"]>;

/** The price of an endpoint, of storage, of a usage event or of a month's minimum, as the ledger computes it. */
export function linesOfUse(charge: Charge, metered: Metered): FigureLine[] {
  const { shape, exact, amount } = charge;
  const { unit, booked } = metered;
  const isShared = booked !== null && booked !== amount;
  return [
    costLine(charge, metered),
    ...quantityLines(charge, metered),
    ...(shape === null || exact === null ? [] : linesOfShape({ exact, unit }, shape)),
    ...(exact === null ? [] : [{ key: "exact", mark: "=", label: "Exactly", figures: [finestUsd(exact)] }]),
    ...roundedLines(charge, metered),
    ...(isShared ? [{ key: "booked", mark: "=", label: "All projects", figures: [alignedUsd(booked)] }] : []),
    {
      key: "amount",
      ...(!isShared && { mark: "=" }),
      label: metered.meter === "month" ? "The rest to the least price" : "This usage",
      ...(isShared && { note: "the share of its project, by what it stored" }),
      ...(metered.isLate && { note: "it came after its month had ended" }),
      figures: [alignedUsd(amount)],
      isTotal: true,
    },
  ];
}

/** What a unit costs: the rate, or the shape, which counts over the month. */
function costLine({ rateNanos, shape }: Charge, { meter, unit }: Metered): FigureLine {
  if (shape !== null) {
    const note = `${shapeLines(shape.price, unit ?? "each", "a month").join(", ")}; counted over the month (UTC)`;
    return { key: "shape", label: SHAPES[shape.price.kind], note };
  }
  if (rateNanos === null) return { key: "shape", label: "A price that changed within the month" };
  const label =
    meter === "endpoint" ? "Rate per unit and hour" : `Rate ${unit === null ? "per unit" : UNIT_WORDS[unit]}`;
  return { key: "rate", label, figures: [rateWords(rateNanos)] };
}

function quantityLines({ unitsMilli, shape }: Charge, metered: Metered): FigureLine[] {
  const { meter, unit, units, added, from, until } = metered;
  if (meter === "endpoint" && unitsMilli !== null && shape === null)
    return [
      { key: "units", mark: "×", label: "Units", figures: [unitsWords(unitsMilli)] },
      {
        key: "time",
        mark: "×",
        label: "Time that it ran",
        figures: [exactDurationWords(Date.parse(until) - Date.parse(from))],
      },
    ];
  const total = shape === null && meter === "usage" ? "Quantity" : "In the month so far";
  return [
    {
      key: "units",
      ...(shape === null && { mark: "×" }),
      label: meter === "storage" ? "Above the included amount, in the month so far" : total,
      figures: [quantityWords(units, unit)],
      ...(added !== null && added !== "0" && { note: `of which this usage adds ${quantityWords(added, unit)}` }),
    },
  ];
}

/** An endpoint at a plain rate carries its rounding to the next charge; everything else is rounded as a total. */
function roundedLines({ shape, cumulative, chargedBefore }: Charge, { meter }: Metered): FigureLine[] {
  if (cumulative === null || chargedBefore === null)
    return meter === "endpoint"
      ? [{ key: "carried", label: "Rounded down", note: "what rounding leaves counts in the next charge" }]
      : [];
  return [
    {
      key: "cumulative",
      label: shape?.isMinimum === true ? "The least price of a month" : "Rounded down to the micro-dollar",
      figures: [alignedUsd(cumulative)],
    },
    { key: "before", mark: "−", label: "Used before", figures: [alignedUsd(chargedBefore)] },
  ];
}

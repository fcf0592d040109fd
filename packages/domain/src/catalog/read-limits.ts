import { usd } from "../money/index.ts";
import type { Limits } from "./catalog.ts";
import type { Place } from "./place.ts";
import { readAmount, readCents } from "./read-text.ts";
import { fields, listOf, oneOf, type Reader, wholeNumber } from "./reader.ts";
import { PAYMENT_METHOD_KINDS } from "./vocabulary.ts";

const readShape: Reader<Limits> = fields(
  {
    expiringDays: wholeNumber(1, 365),
    silenceMinutes: wholeNumber(1, 1440),
    purchases: fields(
      { minimum: readCents, maximum: readCents, presets: listOf(readCents) },
      {
        bonuses: listOf(fields({ preset: readCents, amount: readAmount, days: wholeNumber(1, 3660) })),
        methods: listOf(oneOf(PAYMENT_METHOD_KINDS)),
      },
    ),
    autoTopup: fields({ threshold: readCents, amount: readCents, perDay: readCents, perMonth: readCents }),
  },
  { staffActLimit: readCents },
);

/** Reads the platform's limits, and checks that none contradicts another. */
export const readLimits: Reader<Limits> = (value, place) => {
  const limits = readShape(value, place);
  if (limits === undefined) return undefined;
  const { purchases, autoTopup } = limits;
  const topupPlace = place.at("autoTopup");
  const purchasesPlace = place.at("purchases");
  const answers = [
    notAbove(purchases.minimum, purchases.maximum, purchasesPlace.at("minimum"), "the maximum"),
    ...purchases.presets.map((preset, index) => inRange(preset, limits, purchasesPlace.at("presets").at(index))),
    ...(purchases.bonuses ?? []).map((_, index) => isOfPreset(purchases, index, purchasesPlace.at("bonuses"))),
    inRange(autoTopup.amount, limits, topupPlace.at("amount")),
    notAbove(autoTopup.amount, autoTopup.perDay, topupPlace.at("amount"), "the amount per day"),
    notAbove(autoTopup.perDay, autoTopup.perMonth, topupPlace.at("perDay"), "the amount per month"),
  ];
  return answers.every((isFitting) => isFitting) ? limits : undefined;
};

/** Whether a bonus belongs to a preset that has no other one. */
function isOfPreset({ presets, bonuses = [] }: Limits["purchases"], index: number, place: Place): boolean {
  const preset = bonuses[index]?.preset ?? "";
  const isPreset = presets.some((each) => usd(each) === usd(preset));
  const isFirst = bonuses.findIndex((each) => usd(each.preset) === usd(preset)) === index;
  const at = place.at(index).at("preset");
  if (!isPreset) at.refuse(`must be one of the presets, not ${preset}`);
  else if (!isFirst) at.refuse("is there twice");
  return isPreset && isFirst;
}

function inRange(amount: string, { purchases }: Limits, place: Place): boolean {
  const isBetween = usd(purchases.minimum) <= usd(amount) && usd(amount) <= usd(purchases.maximum);
  if (!isBetween) place.refuse(`must be a purchase from ${purchases.minimum} to ${purchases.maximum}, not ${amount}`);
  return isBetween;
}

function notAbove(amount: string, limit: string, place: Place, name: string): boolean {
  const isFitting = usd(amount) <= usd(limit);
  if (!isFitting) place.refuse(`must not be above ${name}, ${limit}; it is ${amount}`);
  return isFitting;
}

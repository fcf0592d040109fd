import type { Policy } from "./catalog.ts";
import { readAmount } from "./read-text.ts";
import { fields, formOf, oneOf, type Reader, wholeNumber, yesOrNo } from "./reader.ts";

/** Below 1000, work would be admitted although its price cannot be held; above 10000 is surely a typing error. */
const marginMilli = wholeNumber(1000, 10_000);

const endCharge = oneOf(["all_time", "settled_only"]);

const ofPrice = <const T extends string>(of: T) => fields({ of: oneOf([of]), marginMilli }, { minimum: readAmount });

/** Reads the policy of a kind of work. */
export const readPolicy: Reader<Policy> = fields({
  admission: formOf("of", {
    next_epoch: ofPrice("next_epoch"),
    estimate: ofPrice("estimate"),
    price: ofPrice("price"),
    nothing: fields({ of: oneOf(["nothing"]) }, { minimum: readAmount }),
  }),
  reserve: oneOf(["next_epoch", "whole_job", "none"]),
  charging: formOf("kind", {
    epoch: fields({ kind: oneOf(["epoch"]) }),
    completion: fields({ kind: oneOf(["completion"]) }),
    interval: fields({ kind: oneOf(["interval"]), minutes: wholeNumber(1, 1440) }),
    daily: fields({ kind: oneOf(["daily"]) }),
    once: fields({ kind: oneOf(["once"]) }),
  }),
  atZero: formOf("kind", {
    pause: fields({ kind: oneOf(["pause"]) }),
    overdraft: fields({ kind: oneOf(["overdraft"]), limit: readAmount }),
    accrue: fields({ kind: oneOf(["accrue"]) }),
    refuse: fields({ kind: oneOf(["refuse"]) }),
  }),
  byEndState: fields({
    completed: endCharge,
    cancelled: endCharge,
    failedByUser: endCharge,
    failedByPlatform: endCharge,
  }),
  capAtEstimate: yesOrNo,
});

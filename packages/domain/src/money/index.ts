export { formatUsd } from "./format-usd.ts";
export {
  CENT,
  greatest,
  least,
  MAX_AMOUNT,
  MAX_BALANCE,
  type Micros,
  mulDiv,
  type Nanos,
  type Rounding,
  USD,
} from "./micros.ts";
export { parseRate, RATE_MESSAGES, type RateProblem } from "./parse-rate.ts";
export { AMOUNT_MESSAGES, type AmountProblem, parseMicros, parseUsd, usd } from "./parse-usd.ts";
export { shares } from "./shares.ts";
export { type Shown, showUsd } from "./show-usd.ts";
export { splitByWeight } from "./split.ts";

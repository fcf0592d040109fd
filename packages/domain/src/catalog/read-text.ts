import { AMOUNT_MESSAGES, type Micros, parseRate, parseUsd, RATE_MESSAGES, usd } from "../money/index.ts";
import { textProblem } from "../text/text-problem.ts";
import { CONTRACT_RATE } from "./catalog.ts";
import { type Reader, shown } from "./reader.ts";

const MAX_ID_LENGTH = 64;
const MAX_TITLE_LENGTH = 200;
const CENT: Micros = usd("0.01");

/** Reads the id of a plan, entitlement or resource, such as `pro`, `audit_log` or `gpu.h100-80gb`. */
export const readId: Reader<string> = (value, place) => {
  const isId =
    typeof value === "string" && value.length <= MAX_ID_LENGTH && /^[a-z][a-z0-9]*(?:[._-][a-z0-9]+)*$/.test(value);
  if (isId) return value;
  return place.refuse(
    `must be named in lower-case letters, digits and single ".", "_" or "-" between them, at most ${MAX_ID_LENGTH} of them, not ${shown(value)}`,
  );
};

/** Reads a text for people, without control characters, broken characters or invisible ones. */
export const readTitle: Reader<string> = (value, place) => {
  if (typeof value !== "string" || value.trim() === "") return place.refuse("must be a text");
  if (value.length > MAX_TITLE_LENGTH) return place.refuse(`must be at most ${MAX_TITLE_LENGTH} characters long`);
  const problem = textProblem(value.normalize("NFC"));
  return problem === null ? value : place.refuse(problem);
};

/** Reads dollars above zero with at most six decimals, as text. */
export const readAmount: Reader<string> = (value, place) => {
  if (typeof value !== "string") return place.refuse(`must be a text of dollars such as "20.00", not ${shown(value)}`);
  const amount = parseUsd(value);
  return typeof amount === "string" ? place.refuse(AMOUNT_MESSAGES[amount]) : value;
};

/** Reads dollars above zero in whole cents, which a card can be charged with. */
export const readCents: Reader<string> = (value, place) => {
  const text = readAmount(value, place);
  return text === undefined || usd(text) % CENT === 0n ? text : place.refuse("must be in whole cents");
};

/** Reads dollars per unit with at most nine decimals, as text. */
export const readPlainRate: Reader<string> = (value, place) => {
  if (typeof value !== "string") return place.refuse(`must be a text of dollars such as "3.99", not ${shown(value)}`);
  const rate = parseRate(value);
  return typeof rate === "string" ? place.refuse(RATE_MESSAGES[rate]) : value;
};

/** Reads a rate, or `contract`. */
export const readRate: Reader<string> = (value, place) =>
  value === CONTRACT_RATE ? value : readPlainRate(value, place);

import { AMOUNT_MESSAGES, type Micros, parseUsd } from "@scrip/domain/money";
import { InvalidArgumentError } from "commander";

/** An amount of dollars as people type it, such as `20.00`. @returns micro-USD */
export function dollars(text: string): Micros {
  const amount = parseUsd(text);
  if (typeof amount === "bigint") return amount;
  throw new InvalidArgumentError(`It ${AMOUNT_MESSAGES[amount]}.`);
}

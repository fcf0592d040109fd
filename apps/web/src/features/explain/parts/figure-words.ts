import { showUsd } from "@scrip/domain/money";

/**
 * Writes an amount that may be finer than a micro-dollar.
 * @param micros micro-USD with decimals, such as "1330000.277777"
 * @returns all of it in dollars, in six decimals at least, such as `$1.330000277777`
 */
export function finestUsd(micros: string): string {
  const [whole = "0", rest = ""] = micros.split(".");
  return `${alignedUsd(whole)}${rest}`;
}

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Writes compute time to the millisecond, such as `1 h 42.123 s`, as prices are made of it. */
export function computeTime(ms: number): string {
  const hours = Math.floor(ms / HOUR_MS);
  const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS);
  const seconds = Math.floor((ms % MINUTE_MS) / SECOND_MS);
  const rest = ms % SECOND_MS;
  const decimals = rest === 0 ? "" : `.${`${rest}`.padStart(3, "0").replace(/0+$/, "")}`;
  const parts = [
    hours > 0 && `${hours.toLocaleString("en-US")} h`,
    minutes > 0 && `${minutes} min`,
    (ms % MINUTE_MS > 0 || ms === 0) && `${seconds}${decimals} s`,
  ];
  return parts.filter((part) => part !== false).join(" ");
}

/**
 * Writes an amount to the micro-dollar with all its decimals, so that one below the other line up.
 * @returns such as `$7.980000`
 */
export function alignedUsd(micros: string): string {
  const [dollars = "", decimals = ""] = showUsd(BigInt(micros), "exact").split(".");
  return `${dollars}.${decimals.padEnd(6, "0")}`;
}

/** Writes an amount in the unit of the ledger, such as `93,100 micro-dollars`. */
export function inMicros(micros: string): string {
  const size = BigInt(micros.replace("-", ""));
  return `${size.toLocaleString("en-US")} micro-dollar${size === 1n ? "" : "s"}`;
}

/** What amounts come to together, in micro-USD. */
export const sumOf = (parts: readonly { readonly amount: string }[]): bigint =>
  parts.reduce((sum, { amount }) => sum + BigInt(amount), 0n);

import type { Measured } from "../bench.ts";

/** Makes a line of the table. The target is a value of at most `atMost`; without it the line only reports. */
export function line(measured: Omit<Measured, "target" | "ok">, atMost?: number): Measured {
  const value = Number(measured.value.toPrecision(4));
  if (atMost === undefined) return { ...measured, value, target: null, ok: null };
  return { ...measured, value, target: `value <= ${atMost}`, ok: measured.value <= atMost };
}

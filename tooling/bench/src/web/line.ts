import type { Measured } from "../bench.ts";

/** The value is to be at most so much. */
export function line(measured: Omit<Measured, "target" | "ok">, atMost?: number): Measured {
  const value = Number(measured.value.toPrecision(4));
  if (atMost === undefined) return { ...measured, value, target: null, ok: null };
  return { ...measured, value, target: `value <= ${atMost}`, ok: measured.value <= atMost };
}

import { expect, it } from "vitest";
import { CRASH_POINTS, parseCrashAt } from "./crash-points.ts";

it("a crash is requested by the name of a point and a count, and by no other text", () => {
  for (const point of CRASH_POINTS) expect(parseCrashAt(`${point}:12`)).toEqual({ point, nth: 12 });
  for (const wrong of ["", "batch.decided", "batch.decided:", "batch.decided:0", "batch.decided:-1", "batch:1"])
    expect(parseCrashAt(wrong)).toBeNull();
  for (const wrong of ["batch.decided:1:2", "toString:1", "batch.decided:1e3", "batch.decided:9999999"])
    expect(parseCrashAt(wrong)).toBeNull();
});

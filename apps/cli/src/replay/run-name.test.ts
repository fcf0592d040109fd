import { describe, expect, it } from "vitest";
import { runName } from "./run-name.ts";

const now = new Date("2026-11-22T01:14:03.250Z");

describe("runName", () => {
  it("returns a valid name unchanged", () => {
    expect(runName("june_1.b", now)).toBe("june_1.b");
  });

  it("makes a name that is valid itself", () => {
    const name = runName(undefined, now);
    expect(name).toBe("replay-20261122T011403-250Z");
    expect(runName(name, now)).toBe(name);
  });

  it.each(["", "a/b", "a b", "-a", "ü", "a".repeat(101)])("refuses %j", (name) => {
    expect(() => runName(name, now)).toThrow("run's name");
  });
});

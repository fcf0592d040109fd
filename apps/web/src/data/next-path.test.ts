import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keepNext, readNext, takeNext } from "./next-path.ts";

/** What a browser keeps for a site. */
const stored = new Map<string, string>();

beforeEach(() => {
  stored.clear();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("the path to open after signing in", () => {
  it.each(["//evil.example/", "https://evil.example/", "javascript:alert(1)", "/\\evil.example", ""])(
    "is of this site, unlike %j",
    (next) => {
      expect(readNext({ next })).toEqual({ next: undefined });
      keepNext(next);
      expect(takeNext()).toBeUndefined();
    },
  );

  it("comes from the address", () => {
    expect(readNext({ next: "/o/org_1?x=1" })).toEqual({ next: "/o/org_1?x=1" });
  });

  it("is kept for one taking, and for one day", () => {
    keepNext("/invitation#token=t");
    expect(takeNext()).toBe("/invitation#token=t");
    expect(takeNext()).toBeUndefined();
    keepNext("/invitation#token=t");
    vi.spyOn(Date, "now").mockReturnValueOnce(Date.now() + 25 * 3_600_000);
    expect(takeNext()).toBeUndefined();
  });

  it("is none if the browser keeps nothing, or nonsense", () => {
    stored.set("scrip.next", "{");
    expect(takeNext()).toBeUndefined();
    vi.stubGlobal("localStorage", undefined);
    keepNext("/account");
    expect(takeNext()).toBeUndefined();
  });
});

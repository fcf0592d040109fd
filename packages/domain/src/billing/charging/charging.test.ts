import { describe, expect, it } from "vitest";
import { restoreSign, whyOff } from "./index.ts";

describe("E13 a restored database", () => {
  const noted = { servers: "7301/1", mark: 40 };

  it.each([
    ["the same server, later", noted, { servers: "7301/1", mark: 41 }, false, null],
    ["the first start", null, { servers: "7301/1", mark: 41 }, false, null],
    ["a point in time", noted, { servers: "7301/2", mark: 40 }, false, "other_server"],
    ["a dump on another server", noted, { servers: "9999/1", mark: 40 }, false, "other_server"],
    ["an older copy of the folder", noted, { servers: "7301/1", mark: 39 }, false, "older_mark"],
    ["an older copy of a server that was reconciled", noted, { servers: "42/1", mark: 39 }, false, "older_mark"],
    ["a standby that was reconciled", noted, { servers: "42/1", mark: 41 }, false, null],
    ["what the operator says", null, { servers: "7301/1", mark: 41 }, true, "declared"],
  ] as const)("is recognised: %s", (_what, before, found, isDeclared, sign) => {
    expect(restoreSign(before, { ...found, reconciledServers: "42/1" }, isDeclared)).toBe(sign);
  });
});

describe("charging", () => {
  const pause = { why: "the bank asks", since: 1 };
  const restore = { why: "other_server", since: 2 };

  it("is off while it is paused, while a restore waits, and on without both", () => {
    expect(whyOff({ pause: null, restore: null })).toBeNull();
    expect(whyOff({ pause, restore: null })).toEqual({ reason: "paused", ...pause });
    expect(whyOff({ pause, restore })).toEqual({ reason: "restored", ...restore });
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { coalesced } from "./coalesced.ts";

describe("coalesced", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("runs at once for the first request, and once more for a thousand others", () => {
    const run = vi.fn<() => undefined>();
    const { request } = coalesced(run, 1000);
    for (let times = 0; times < 1000; times += 1) request();
    expect(run).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1000);
    expect(run).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(10_000);
    expect(run).toHaveBeenCalledTimes(2);
  });

  it("keeps a request while it is paused", () => {
    const run = vi.fn<() => undefined>();
    let isHidden = true;
    const { request, resume } = coalesced(run, 1000, () => isHidden);
    request();
    vi.advanceTimersByTime(60_000);
    expect(run).not.toHaveBeenCalled();
    isHidden = false;
    resume();
    expect(run).toHaveBeenCalledTimes(1);
  });

  it("waits for a run that takes longer, and then runs for the requests of that time", async () => {
    const ends: (() => void)[] = [];
    const run = vi.fn<() => Promise<void>>(() => new Promise((resolve) => ends.push(resolve)));
    const { request } = coalesced(run, 1000);
    request();
    request();
    await vi.advanceTimersByTimeAsync(3000);
    expect(run).toHaveBeenCalledTimes(1);
    ends[0]?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(run).toHaveBeenCalledTimes(2);
    request();
    // The second run never ends, so the third one stops waiting for it.
    await vi.advanceTimersByTimeAsync(11_000);
    expect(run).toHaveBeenCalledTimes(3);
    ends[1]?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(run).toHaveBeenCalledTimes(3);
  });

  it("runs nothing after it was stopped", () => {
    const run = vi.fn<() => undefined>();
    const { request, stop } = coalesced(run, 1000);
    request();
    request();
    stop();
    vi.advanceTimersByTime(60_000);
    expect(run).toHaveBeenCalledTimes(1);
  });
});
